/** A delivery whose signature, age or headers are wrong: answer it with 400, and believe nothing that it says. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

export interface VerifyOptions {
  /** How far its time may be from now, in seconds. */
  readonly toleranceSeconds?: number;
  readonly now?: Date;
}

type HeaderBag = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const TOLERANCE_SECONDS = 300;

/**
 * Verifies a webhook by the Standard Webhooks specification and answers its content. `body` must be what came over the
 * wire, byte by byte, not JSON that was parsed and written again. Several secrets while one is being replaced.
 */
export async function verifyWebhook<Content = unknown>(
  body: string | Uint8Array | ArrayBuffer,
  headers: HeaderBag,
  secret: string | readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS, now = new Date() }: VerifyOptions = {},
): Promise<Content> {
  const id = required(headers, 'webhook-id');
  const timestamp = required(headers, 'webhook-timestamp');
  const signatures = required(headers, 'webhook-signature').split(' ');
  if (!/^\d{1,15}$/.test(timestamp)) throw new SignatureError('webhook-timestamp is no time in seconds.');
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > toleranceSeconds)
    throw new SignatureError('webhook-timestamp is too far from now: an old delivery, or a wrong clock.');

  const bytes = bytesOf(body);
  const signed = joined(`${id}.${timestamp}.`, bytes);
  for (const one of [secret].flat()) {
    const key = await hmacKey(one);
    for (const signature of signatures) {
      const [version, encoded = ''] = signature.split(',', 2);
      const mac = version === 'v1' ? fromBase64(encoded) : undefined;
      if (mac && (await crypto.subtle.verify('HMAC', key, mac, signed))) return contentOf<Content>(bytes);
    }
  }
  throw new SignatureError('No signature of the webhook is of this secret.');
}

/** The two mistakes that everybody makes once are said as what they are; they are no forgeries. */
function bytesOf(body: unknown): Uint8Array {
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError('The body of a webhook is verified as it came, a string or bytes: this one was parsed before.');
}

function contentOf<Content>(bytes: Uint8Array): Content {
  return JSON.parse(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)) as Content;
}

/** Headers for a delivery: for tests of a receiver. */
export async function signWebhook(
  body: string | Uint8Array,
  { id, secret, at = new Date() }: { readonly id: string; readonly secret: string; readonly at?: Date },
): Promise<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>> {
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  const mac = await crypto.subtle.sign('HMAC', await hmacKey(secret), joined(`${id}.${timestamp}.`, body));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${toBase64(mac)}` };
}

function required(headers: HeaderBag, name: string): string {
  const found = headers instanceof Headers ? headers.get(name) : anyCase(headers, name);
  if (typeof found === 'string' && found !== '') return found;
  throw new SignatureError(`The header ${name} is missing.`);
}

function anyCase(headers: Exclude<HeaderBag, Headers>, name: string): unknown {
  const [, value] = Object.entries(headers).find(([given]) => given.toLowerCase() === name) ?? [];
  return Array.isArray(value) ? value[0] : value;
}

function joined(head: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const [first, second] = [encoder.encode(head), typeof body === 'string' ? encoder.encode(body) : body];
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

async function hmacKey(secret: unknown): ReturnType<typeof crypto.subtle.importKey> {
  if (typeof secret !== 'string' || secret.trim() === '')
    throw new TypeError('The secret of the webhook is missing: is its variable set?');
  const bytes = fromBase64(secret.trim().replace(/^whsec_/, ''));
  if (!bytes || bytes.length === 0) throw new SignatureError('The secret is not one: it begins with whsec_.');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function toBase64(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}
