import type { GenerationRequest, GenerationWithOutputs } from '@proofsheet/client';

/** What makes the same pictures again, the seed with it. */
export function requestOf({ kind, projectId, spec, seed, assets, metadata }: GenerationWithOutputs): GenerationRequest {
  const { copy, brand, formats, variants, mediaType, strict, onOutputError } = spec;
  // More like another picture: what names it is not kept, its template is.
  const template = spec.template ?? spec.like?.template;
  return {
    kind,
    ...(projectId === null ? {} : { projectId }),
    assets: assets.map(({ assetId, role }) => ({ assetId, role })),
    ...{ copy, brand, formats, variants, mediaType },
    ...(template === undefined ? {} : { template }),
    ...(strict ? { strict } : {}),
    ...(onOutputError ? { onOutputError } : {}),
    seed,
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
  };
}

export function asJson(generation: GenerationWithOutputs): string {
  return JSON.stringify(requestOf(generation), null, 2);
}

/** For a POSIX shell; the key comes from its environment, so that it is in no history. */
export function asCurl(generation: GenerationWithOutputs, server: string): string {
  return [
    `curl ${quoted(`${server}/v1/generations`)}`,
    '-H "Authorization: Bearer $PROOFSHEET_KEY"',
    `-H 'Content-Type: application/json'`,
    `--data-raw ${quoted(asJson(generation))}`,
  ].join(' \\\n  ');
}

/** Within single quotes a shell takes every character as it is, but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
