import { expect, test } from 'vitest';
import vectors from '../../../docs/signed-images.vectors.json' with { type: 'json' };
import { type ImageRequest, Proofsheet } from '../src/index.ts';

const { secret, key } = vectors;
const at = { baseUrl: 'https://proofsheet.example/', apiKey: 'ps_1' };
const client = new Proofsheet({ ...at, signingKey: { id: key, secret } });

/** How an address is asked for that the vectors have: by its path and its parameters. */
function requestOf({
  path,
  parameters,
}: {
  path: string;
  parameters: Record<string, string | undefined>;
}): ImageRequest {
  const [, template, type] = /^\/i\/([^.]+)\.(\w+)$/.exec(path) ?? [];
  const { key: _key, ...rest } = parameters;
  return { ...rest, headline: rest.headline ?? '', template, type } as ImageRequest;
}

test.each(vectors.vectors.map((vector) => [vector.about, vector] as const))(
  '%s: signed as the page says',
  async (_, vector) => {
    const made = new URL(await client.images.url(requestOf(vector)));
    expect(made.searchParams.get('sig')).toBe(vector.sig);
    expect(made.pathname).toBe(vector.path);
    const wanted = new URL(vector.address, at.baseUrl);
    expect(made.search.split(/[?&]/).sort()).toEqual(wanted.search.split(/[?&]/).sort());
  },
);

test('without a signing key nothing is signed', async () => {
  const bare = new Proofsheet(at);
  await expect(bare.images.url({ headline: 'Hello' })).rejects.toThrow('signingKey');
});
