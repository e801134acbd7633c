import type { Output } from '@proofsheet/client';

export interface SheetGroup {
  readonly title: string;
  readonly headline: string;
  readonly images: readonly (Output & { file: string })[];
}

/** One page with all results; it needs nothing but the image files beside it. */
export function contactSheet(groups: readonly SheetGroup[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Proofsheet</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Proofsheet</h1></header>
${groups.map(section).join('\n')}
</body>
</html>
`;
}

function section({ title, headline, images }: SheetGroup): string {
  return `<section>
<h2>${title}<span>${escaped(headline)}</span></h2>
${rowsOf(images).map(row).join('\n')}
</section>`;
}

/** A row holds the formats of one variant, or two variants where there is only one format. */
function rowsOf(images: SheetGroup['images']): SheetGroup['images'][] {
  const several = new Set(images.map((image) => image.format)).size > 1;
  const rowOf = (image: Output) => (several ? image.variant : Math.floor(image.variant / 2));
  return [...Map.groupBy(images, rowOf).values()];
}

const row = (images: SheetGroup['images']) => `<div class="row">\n${images.map(figure).join('\n')}\n</div>`;

function figure({ file, width, height, template, format, bytes, variant }: SheetGroup['images'][number]): string {
  const ratio = (width / height).toFixed(4);
  return `<figure style="--ratio:${ratio}">
<a href="${file}"><img src="${file}" width="${width}" height="${height}" loading="lazy" alt="${escaped(format)}, variant ${variant + 1}"></a>
<figcaption><b>${variant + 1}</b> ${escaped(template)}<span title="${Math.round(bytes / 1000)} kB">${width} × ${height}</span></figcaption>
</figure>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** Images of one row share its height: each grows by its own ratio. */
const STYLE = `
:root { color-scheme: light dark; --ground: #f3f1ec; --ink: #1d1b18; --quiet: #78726a; --line: #dcd7cd }
@media (prefers-color-scheme: dark) { :root { --ground: #161513; --ink: #f0ece4; --quiet: #958e83; --line: #322f2a } }
* { box-sizing: border-box; margin: 0 }
body { background: var(--ground); color: var(--ink); font: 15px/1.5 ui-sans-serif, system-ui, sans-serif;
  max-width: 1500px; margin: 0 auto; padding: 40px clamp(16px, 4vw, 56px) 96px }
h1 { font-size: 15px; font-weight: 600; letter-spacing: .01em }
section { margin-top: 40px }
h2 { display: flex; gap: 14px; align-items: baseline; font-size: 30px; font-weight: 650; letter-spacing: -.02em;
  border-top: 1px solid var(--line); padding: 18px 0 }
h2 span { font-size: 15px; font-weight: 400; letter-spacing: 0; color: var(--quiet) }
.row { display: flex; gap: 16px; margin-bottom: 22px }
figure { flex: var(--ratio) 1 0; min-width: 0; max-width: calc(var(--ratio) * 460px) }
img { display: block; width: 100%; height: auto; border-radius: 6px; box-shadow: 0 1px 2px #0002, 0 8px 24px #0000001c }
a:focus-visible img { outline: 3px solid; outline-offset: 3px }
figcaption { display: flex; gap: 8px; padding-top: 8px; font-size: 13px; white-space: nowrap; overflow: hidden }
figcaption span { margin-left: auto; color: var(--quiet); font-variant-numeric: tabular-nums }
`;
