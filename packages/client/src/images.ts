/** What a signed address asks for: the parameters of docs/signed-images.md. */
export interface ImageRequest {
  readonly headline: string;
  /** A name of `templates()`; `auto` where left out. */
  readonly template?: string | undefined;
  /** `jpg` where left out. */
  readonly type?: 'jpg' | 'png' | 'webp' | undefined;
  /** All other parameters, by their names: `subline`, `format`, `asset`, `seed`. */
  readonly [parameter: string]: string | number | undefined;
}

/** A signing key, as `POST /v1/signing-keys` answers it. Whoever has it can order pictures: keep it on your server. */
export interface SigningKey {
  readonly id: string;
  readonly secret: string;
}

export interface ImageCalls {
  /** An address that is the picture, for an `<img>` or `og:image`. Nothing is sent. */
  url(request: ImageRequest): Promise<string>;
}

export function imageCalls(baseUrl: string, signing: SigningKey | undefined): ImageCalls {
  return {
    async url({ template = 'auto', type = 'jpg', ...parameters }) {
      if (signing === undefined) throw new TypeError('Signed addresses need the signingKey of the client.');
      const path = `/i/${template}.${type}`;
      const given = Object.entries({ ...parameters, key: signing.id }).filter(([, value]) => value !== undefined);
      const sig = await signatureOf(path, given as [string, string | number][], signing.secret);
      const written = [...given, ['sig', sig]].map(([name, value]) => `${name}=${escaped(`${value}`)}`);
      return `${baseUrl}${path}?${written.join('&')}`;
    },
  };
}

async function signatureOf(path: string, parameters: [string, string | number][], secret: string): Promise<string> {
  const sorted = [...parameters].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = ['proofsheet-image-1', path, ...sorted.map(([name, value]) => `${name}=${value}`)].join('\n');
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign']);
  const mac = new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
  return btoa(String.fromCharCode(...mac))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** All but letters, digits and `-._~`, so that the address survives HTML. */
function escaped(value: string): string {
  return encodeURIComponent(value).replaceAll(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
