import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';

/** A secret shorter than its hash can be guessed (RFC 7518, 3.2). */
const LEAST_SECRET_BYTES = 32;

const publicKey = z.string().transform((pem, context): KeyObject => {
  try {
    // Compose and systemd have no lines in values.
    return createPublicKey(pem.replaceAll('\\n', '\n'));
  } catch {
    context.addIssue('is a public key in PEM: -----BEGIN PUBLIC KEY-----');
    return z.NEVER;
  }
});

const schema = z
  .object({
    jwksUrl: z.url({ protocol: /^https?$/ }).optional(),
    publicKey: publicKey.optional(),
    secret: z
      .string()
      .refine((text) => Buffer.byteLength(text) >= LEAST_SECRET_BYTES, `has at least ${LEAST_SECRET_BYTES} bytes`)
      .optional(),
    issuer: z.string().min(1).optional(),
    audience: z.string().min(1).optional(),
    userClaim: z.string().min(1).default('sub'),
    sessionHours: z.coerce.number().positive().max(720).default(12),
  })
  .superRefine(({ jwksUrl, publicKey, secret, issuer, audience }, context) => {
    const keys = [jwksUrl, publicKey, secret].filter((key) => key !== undefined);
    const wrong = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (keys.length > 1) wrong(secret === undefined ? 'publicKey' : 'secret', 'one way to check tokens is enough');
    if (keys.length > 0 && issuer === undefined) wrong('issuer', 'tokens are taken from one issuer');
    if (keys.length > 0 && audience === undefined) wrong('audience', 'tokens are taken that are made for this server');
    if (keys.length === 0 && issuer !== undefined) wrong('jwksUrl', 'needed to check tokens');
  });

/** How tokens of the product around it are checked. Without a key none are taken. */
export const tokensSlice = {
  schema,
  variables: {
    jwksUrl: 'TOKEN_JWKS_URL',
    publicKey: 'TOKEN_PUBLIC_KEY',
    secret: 'TOKEN_SECRET',
    issuer: 'TOKEN_ISSUER',
    audience: 'TOKEN_AUDIENCE',
    userClaim: 'TOKEN_USER_CLAIM',
    sessionHours: 'TOKEN_SESSION_HOURS',
  },
} as const;
export type TokenConfig = z.output<typeof schema>;
