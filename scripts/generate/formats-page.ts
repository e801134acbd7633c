import {
  aspectOf,
  FORMAT_NAMES,
  formatNamed,
  GENERATION_KINDS,
  LIMITS,
  PRESET_NAMES,
  presetFormats,
} from '../../packages/domain/src/index.ts';

type Row = ReturnType<typeof formatNamed>;

/** `docs/formats.md`: every format and preset in the code. */
export async function formatsPage(): Promise<string> {
  const { least, most } = LIMITS.formatSide;
  const megapixels = (LIMITS.formatPixels / 1e6).toFixed(1);
  return `<!-- Written by \`npm run generate\` from packages/domain/src/formats. -->

# Formats

\`formats\` of a generation takes names, presets and sizes of your own, mixed as you like:

\`\`\`json
{ "kind": "AD", "formats": ["meta", "google-300x250", { "width": 640, "height": 480, "maxBytes": 90000 }] }
\`\`\`

Presets are taken apart when the request is stored, and what comes twice is made once. A size of your own has ${least} to
${most} pixels a side and at most ${megapixels} megapixels; \`maxBytes\` is its byte cap, and without it there is none. Its outputs
have the format \`custom-640x480\`. Left out, \`formats\` is \`standard\`. One generation makes at most ${LIMITS.outputs} images, formats
times variants. \`GET /v1/formats\` gives this page as data.

## Aspect classes

A template is composed for a class, not for a size. The class follows from the ratio of the sides alone:

${classTable()}

A variant is one composition in all its formats, so a template has to serve all their classes; when none does, the
generation ends with \`no_template_fits\`, which names the class and the format.

## Byte caps

An output stays under what its format takes, whatever its media type, and gives up as little as it can for that; its
report says what, in \`gaveUp\`:

| Media type | Tried in this order, each as high as it fits |
|---|---|
| JPEG | lower \`quality\`; then a slower encoder, \`speed\` |
| WebP | lower \`quality\`; then more effort, \`speed\` |
| AVIF | lower \`quality\`; then, up to 2.1 megapixels, more effort, \`speed\` |
| PNG | better filters, which lose nothing but \`speed\`; then a palette of up to 256 \`colours\`; then smoothing, \`detail\`, and fewer of them |

A file that cannot be made small enough is delivered with the finding \`over_byte_cap\`, an error. Text stays clear of the
reserved zones, where the platform draws its own things.

${GENERATION_KINDS.map((kind) => `### ${kind}\n\n${formatTable(FORMAT_NAMES.map(formatNamed).filter((row) => row.kind === kind))}`).join('\n\n')}

The logo formats are for templates that show a logo and nothing else, so no preset has them.

## Presets

${presetTable()}
`;
}

const BORDERS = [
  ['strip', '2.6 and more', [728, 90]],
  ['wide', '1.3 to 2.6', [1200, 628]],
  ['square', 'less than 1.3 either way', [300, 250]],
  ['tall', '1.3 to 2.6, upright', [1080, 1920]],
  ['tower', '2.6 and more, upright', [160, 600]],
] as const;

function classTable(): string {
  const rows = BORDERS.map(([aspect, ratio, [width, height]]) => {
    if (aspectOf(width, height) !== aspect) throw new Error(`${width}x${height} is no longer ${aspect}`);
    return [`\`${aspect}\``, ratio, `${width}x${height}`];
  });
  return table(['Class', 'Long side by short side', 'For example'], rows);
}

function formatTable(rows: readonly Row[]): string {
  return table(
    ['Format', 'Size', 'Class', 'At most', 'Reserved: x, y, width, height', 'Source'],
    rows.map(({ name, width, height, aspect, maxBytes, reserved, source }) => [
      `\`${name}\``,
      `${width}x${height}`,
      aspect,
      sizeOf(maxBytes),
      reserved.map((zone) => [zone.x, zone.y, zone.width, zone.height].join(', ')).join('; '),
      `[${new URL(source).hostname.replace(/^www\./, '')}](${source})`,
    ]),
  );
}

function presetTable(): string {
  const rows = GENERATION_KINDS.flatMap((kind) =>
    PRESET_NAMES.map((name) => ({ name, formats: presetFormats(name, kind) }))
      .filter(({ formats }) => formats.length > 0)
      .map(({ name, formats }) => [kind, `\`${name}\``, String(formats.length), shortList(formats)]),
  );
  return table(['Kind', 'Preset', 'Formats', ''], rows);
}

function shortList(names: readonly string[]): string {
  const shown = names.length > 8 ? [...names.slice(0, 2), '…', names.at(-1)] : names;
  return shown.map((name) => (name === '…' ? name : `\`${name}\``)).join(', ');
}

function sizeOf(bytes: number): string {
  return bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} KB`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n');
}
