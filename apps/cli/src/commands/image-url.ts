import { type ImageRequest, Proofsheet, type SigningKey } from '@proofsheet/client';
import type { Environment } from '@proofsheet/configuration';
import { CommandError } from '../command-error.ts';

export interface ImageUrlOptions {
  readonly template: string;
  readonly type: 'jpg' | 'png' | 'webp';
}

const VARIABLE = 'PROOFSHEET_SIGNING_KEY';

/** An address that is the picture, signed here: nothing is sent. Parameters are written `headline=My best day`. */
export function imageUrl(
  parameters: readonly string[],
  { template, type }: ImageUrlOptions,
  { baseUrl, env }: { readonly baseUrl: string; readonly env: Environment },
): Promise<string> {
  const given = Object.fromEntries(parameters.map(nameAndValue));
  if (!given.headline) throw new CommandError('A headline is needed: headline="My best day".');
  const proofsheet = new Proofsheet({ baseUrl, apiKey: '', signingKey: signingKeyIn(env) });
  return proofsheet.images.url({ ...given, template, type } as ImageRequest);
}

function nameAndValue(text: string): [string, string] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new CommandError(`${text}: parameters are written name=value, as headline="My best day".`);
  return [name, value];
}

function signingKeyIn({ [VARIABLE]: given = '' }: Environment): SigningKey {
  const [, id, secret] = /^([\da-f-]{36}):(psk_[\w-]+)$/.exec(given) ?? [];
  if (id === undefined || secret === undefined)
    throw new CommandError(`Set ${VARIABLE} to id:secret of a signing key, as \`signing-keys create\` prints them.`);
  return { id, secret };
}
