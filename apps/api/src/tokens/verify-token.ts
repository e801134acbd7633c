import { createHash } from 'node:crypto';
import type { UserId } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Outbound } from '@proofsheet/outbound';
import { errors, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import type { TokenConfig } from './config.ts';
import { COOLDOWN_MS, keySetAt } from './key-set.ts';

/** A token of the product around it that is good: signed by it, for this server, for now. */
export interface GoodToken {
  readonly userId: UserId;
  /** Names what was signed, however the token is written. */
  readonly hash: string;
  readonly expiresAt: Date;
}

export interface Tokens {
  /** How long a session lasts that a token began. */
  readonly sessionDays: number;
  /** Throws `unauthorized` with what is wrong with it, `token_keys_unavailable` where that cannot be told. */
  verify(token: string): Promise<GoodToken>;
}

const SIGNED_BY_PAIR = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];
const SIGNED_BY_SECRET = ['HS256', 'HS384', 'HS512'];

/** How far the clocks of both servers may be apart. */
const TOLERANCE_SECONDS = 30;
/** A token that is stolen on its way is of use until it expires, unless it was used already. */
const LONGEST_SECONDS = 3600;
const LONGEST_ID = 200;

/** Undefined where the operator has named no key: then no tokens are taken. */
export function openTokens(
  config: TokenConfig,
  outbound: Outbound,
  { cooldownMs = COOLDOWN_MS }: { readonly cooldownMs?: number } = {},
): Tokens | undefined {
  const { jwksUrl, publicKey, secret, issuer = '', audience = '', userClaim, sessionHours } = config;
  const key = publicKey ?? (secret === undefined ? undefined : Buffer.from(secret));
  if (key === undefined && jwksUrl === undefined) return undefined;
  // Which algorithms there are is said by the kind of key, never by the token: a public key is no secret of an HMAC.
  const options: JWTVerifyOptions = {
    ...{ issuer, audience, clockTolerance: TOLERANCE_SECONDS },
    algorithms: secret === undefined ? SIGNED_BY_PAIR : SIGNED_BY_SECRET,
    requiredClaims: ['exp', userClaim],
  };
  const keyFor = key === undefined && jwksUrl !== undefined ? keySetAt(jwksUrl, outbound, cooldownMs) : undefined;
  const check = async (token: string) => {
    if (keyFor) return (await jwtVerify(token, keyFor, options)).payload;
    return (await jwtVerify(token, key as NonNullable<typeof key>, options)).payload;
  };
  return {
    sessionDays: sessionHours / 24,
    async verify(token) {
      const payload = await check(token).catch((error: unknown) => {
        throw error instanceof Fault ? error : new Fault('unauthorized', wrongWith(error), { cause: error });
      });
      return { userId: userIn(payload, userClaim), hash: signedPart(token), expiresAt: endOf(payload) };
    },
  };
}

function userIn(payload: JWTPayload, claim: string): UserId {
  const id = payload[claim];
  if (typeof id === 'string' && id !== '' && id.length <= LONGEST_ID && !id.includes('\0')) return id;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  throw new Fault('unauthorized', `The token names no user: its \`${claim}\` is no id.`);
}

function endOf({ exp = 0 }: JWTPayload): Date {
  const left = exp - Date.now() / 1000;
  if (left > LONGEST_SECONDS + TOLERANCE_SECONDS)
    throw new Fault(
      'unauthorized',
      `The token works for too long: its \`exp\` may be ${LONGEST_SECONDS} seconds away.`,
    );
  return new Date(exp * 1000);
}

/** Without the signature: that of some algorithms can be written in several ways. */
function signedPart(token: string): string {
  return createHash('sha256')
    .update(token.slice(0, token.lastIndexOf('.')))
    .digest('hex');
}

function wrongWith(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired: ask your product for another one.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token is not for here, or not for now: see its \`${error.claim}\`.`;
  return 'The token is not signed by a key that is known here.';
}
