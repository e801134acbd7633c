import type { ConnectionOptions } from 'node:tls';
import { sslModeOf } from '@proofsheet/configuration';
import type { ClientConfig } from 'pg';
import { parse, toClientConfig } from 'pg-connection-string';

/** As libpq has them; `no-verify` is pg's own word for what `require` means there. */
const SSL_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

export interface Tls {
  /** How the first connection is made. */
  readonly ssl: boolean | ConnectionOptions;
  /** What is tried instead, for good, when the server takes no such connections. */
  readonly otherwise?: boolean | ConnectionOptions;
}

/** Encrypted, and whoever answers is trusted. */
const UNVERIFIED = { rejectUnauthorized: false };

/**
 * What `sslmode`, `sslrootcert`, `sslcert` and `sslkey` of an address mean to libpq and so to psql: `require` encrypts
 * and trusts every server, unless a root certificate is given; `prefer` and `allow` take what the server takes. Undefined
 * where the address says nothing. Throws what is wrong with it, files that cannot be read included.
 * https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function tlsOf(url: string): Tls | undefined {
  const mode = sslModeOf(url);
  if (mode === undefined) return undefined;
  if (!SSL_MODES.includes(mode)) throw new Error(`sslmode is one of ${SSL_MODES.join(', ')}`);
  const { ssl } = parse(withoutSystemRoot(url), { useLibpqCompat: true });
  const given = typeof ssl === 'object' ? (ssl as ConnectionOptions) : {};
  if (mode === 'disable') return { ssl: false };
  if (mode === 'allow') return { ssl: false, otherwise: { ...given, ...UNVERIFIED } };
  if (mode === 'prefer') return { ssl: { ...given, ...UNVERIFIED }, otherwise: false };
  return { ssl: mode === 'no-verify' ? { ...given, ...UNVERIFIED } : given };
}

/** All else that the address says; pg would read `sslmode` in its own way. */
export function addressOf(url: string): ClientConfig {
  const { ssl: _ssl, ...address } = toClientConfig(parse(withoutSystemRoot(url), { useLibpqCompat: true }));
  return address;
}

/** Whether the server takes no connections of this kind, but may take the other: 28000 names the encryption. */
export function isRefusedForTls(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const noPlain = 'code' in error && error.code === '28000' && /no encryption/.test(error.message);
  return noPlain || /server does not support SSL/.test(error.message);
}

/**
 * The authorities of the system are Node's own where no others are named. `uselibpqcompat` asks for what is done anyway.
 */
function withoutSystemRoot(url: string): string {
  return url.replaceAll(/(?<=[?&])(sslrootcert=system|uselibpqcompat=[^&]*)(&|$)/g, '');
}
