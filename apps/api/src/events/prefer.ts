import { LIMITS } from '@proofsheet/domain';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** The header in the schema of operations that may wait. */
export const preferHeader = z.looseObject({
  prefer: z
    .string()
    .optional()
    .describe(
      `\`wait=20\` holds the answer back until the generation has ended, for 20 seconds at most; more than ${LIMITS.waitSeconds} count as ${LIMITS.waitSeconds}. \`Preference-Applied\` says for how long at most it was held back. Preferences that are not known are ignored (RFC 7240).`,
    ),
});

/** How long the client would wait for the end, in seconds; undefined where it does not say so. */
export function waitSeconds({ prefer }: z.output<typeof preferHeader>): number | undefined {
  const wait = preferencesOf(prefer ?? '').get('wait');
  if (wait === undefined || !/^\d{1,9}$/.test(wait)) return undefined;
  return Math.min(Number(wait), LIMITS.waitSeconds);
}

export function applyWait(reply: FastifyReply, seconds: number): void {
  reply.header('preference-applied', `wait=${seconds}`);
}

/** A longer header is no sensible one; reading it takes the square of its length at worst. */
const LONGEST = 1_000;

const ELEMENT = /(?:[^",]|"(?:[^"\\]|\\.)*")+/g;
const PREFERENCE =
  /^[\t ]*([!#$%&'*+.^_`|~\w-]+)(?:[\t ]*=[\t ]*(?:([!#$%&'*+.^_`|~\w-]+)|"((?:[^"\\]|\\.)*)"))?[\t ]*(?:;|$)/;

/**
 * The preferences of a header and their values, without their parameters. Names count in any case; of one that is given
 * twice the first counts, an empty value is none, and what is not written as RFC 7240 says is ignored.
 */
export function preferencesOf(header: string): Map<string, string> {
  const found = new Map<string, string>();
  if (header.length > LONGEST) return found;
  for (const [element] of header.matchAll(ELEMENT)) {
    const [whole, name = '', token, quoted = ''] = PREFERENCE.exec(element) ?? [];
    const key = name.toLowerCase();
    if (whole !== undefined && !found.has(key)) found.set(key, token ?? quoted.replaceAll(/\\(.)/g, '$1'));
  }
  return found;
}
