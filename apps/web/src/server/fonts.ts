import type { Font, Page } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** More than anybody chooses among. */
const MOST = 100;

/** The user's fonts, the newest first. */
export const fontsQuery = queryOptions({
  queryKey: ['fonts'],
  queryFn: async ({ signal }) => {
    const page = await server.call<Page<Font>>({ method: 'GET', path: '/v1/fonts', query: { limit: MOST }, signal });
    return page.items;
  },
});

export async function uploadFont(file: File): Promise<Font> {
  const form = new FormData();
  form.append('file', file);
  const packed = new Response(form);
  const type = packed.headers.get('content-type') ?? '';
  const bytes = await packed.blob();
  return server.call({ method: 'POST', path: '/v1/fonts', body: { type, open: () => bytes, again: true } });
}

/** As a designer calls it: the regular one by its family alone. */
export function fontName({ family, style, weight }: Font): string {
  const slant = style === 'normal' || /regular/i.test(style) ? '' : ` ${style}`;
  const weights = weight.least === weight.most ? (weight.least === 400 ? '' : ` ${weight.least}`) : ' variable';
  return `${family}${slant}${weights}`;
}
