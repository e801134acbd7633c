import { Fault } from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

/** A set of keys is a few kilobytes. */
const MOST_BYTES = 64 * 1024;
const PATIENCE_MS = 5_000;
const KEPT_MS = 10 * 60_000;
/** Tokens that name keys which are not in the set make it be asked for again this often at most. */
export const COOLDOWN_MS = 30_000;

/**
 * The keys behind an address, asked for when the first token comes, kept for ten minutes, and asked for again when a token
 * names one that is new. Whoever sends tokens cannot have it asked for more often.
 */
export function keySetAt(url: string, outbound: Outbound, cooldownMs: number): JWTVerifyGetKey {
  const keyFor = createRemoteJWKSet(new URL(url), {
    timeoutDuration: PATIENCE_MS,
    cooldownDuration: cooldownMs,
    cacheMaxAge: KEPT_MS,
    [customFetch]: async (address) => {
      const request = { method: 'GET', headers: { accept: 'application/json' }, timeoutMs: PATIENCE_MS } as const;
      const { status, body } = await outbound.send(address, { ...request, answerBytes: MOST_BYTES + 1 });
      if (status !== 200) throw new Error(`The address of the keys answered ${status}`);
      if (body.length > MOST_BYTES) throw new Error(`The keys have more than ${MOST_BYTES} bytes`);
      return new Response(new Uint8Array(body), { status });
    },
  });
  return async (...asked) => {
    try {
      return await keyFor(...asked);
    } catch (cause) {
      if (isOfToken(cause)) throw cause;
      throw new Fault('token_keys_unavailable', 'The keys that sign tokens cannot be had now. Try again shortly.', {
        cause,
      });
    }
  };
}

/** What the token is to blame for: it names no key of the set, or an algorithm that no key has. */
function isOfToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
