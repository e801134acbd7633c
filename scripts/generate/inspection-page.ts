import { FINDING_CODES, FINDINGS } from '../../packages/domain/src/index.ts';
import { SCORE_PARTS, SCORE_WEIGHTS } from '../../packages/render/src/index.ts';

/** `docs/inspection.md`: every finding and every part of the score in the code. */
export async function inspectionPage(): Promise<string> {
  return `<!-- Written by \`npm run generate\` from packages/domain/src/findings.ts and packages/render/src/inspect/score.ts. -->

# Inspection and score

Every finished image is inspected on its final pixels, and what was found is stored with it as \`report\`:

\`\`\`json
{
  "findings": [{ "code": "small_text", "severity": "warning", "value": 6.2, "limit": 7, "message": "…" }],
  "parts": { "contrast": 1, "headline": 1, "legible": 0.689, "whole": 1, "clear": 1, "faces": 1, "subject": 1, "sharp": 1, "size": 1 },
  "contrast": 8.71, "previewHeight": 13.1, "smallestText": 6.2, "facesCovered": 0, "enlarged": 0.8,
  "mended": [{ "slot": "headline", "by": "outline", "change": 0.023 }],
  "quality": 85, "gaveUp": [],
  "recipe": { "template": "split", "scheme": "deep", "flip": true, "swap": false, "crop": "usual" }, "distance": 0.82
}
\`\`\`

## Findings

With an \`error\` a picture does not do what it was asked for. The planner avoids findings and shows such a picture only
when nothing better is left; with \`"strict": true\` in the request it never does: another candidate takes its place, in all
formats of the variant, and when too few are left the generation ends with \`no_output_passes\`, which names the codes.

${table(
  ['Code', 'Severity', 'What is wrong', 'Its number', 'Limit'],
  FINDING_CODES.map((code) => {
    const kind = FINDINGS[code];
    const limit =
      'limit' in kind ? `at ${kind.bound} ${kind.limit}` : `at ${kind.bound} what the format or the size says`;
    return [`\`${code}\``, kind.severity, kind.about, kind.counts, limit];
  }),
)}

Sizes "as shown": a picture is taken to be shown at most 390 CSS pixels wide, a phone's width; a strip stands on its page
as it is. Text is large from 24 of these pixels, as WCAG has it; that bold type is large from 18.7 is not counted.

## Text that is mended

Where text does not reach its contrast on what is really behind it, four remedies are tried, each as weak as will do:
another \`colour\` of the same hue, an \`outline\` around large letters, a \`plate\`, a \`scrim\`. The one that changes the
picture least is taken; \`change\` is the mean distance in OKLab over the whole picture.

## Score

\`score\` is the product of the parts, 0 to 1, each raised to its weight: each alone can spoil a picture. Outputs come best first: variants are ranked
by the mean score of their outputs, equals in the order in which they were chosen.

${table(
  ['Part', 'Weight', 'What it measures'],
  Object.entries(SCORE_PARTS).map(([name, about]) => [
    `\`${name}\``,
    String(SCORE_WEIGHTS[name as keyof typeof SCORE_PARTS]),
    about,
  ]),
)}

The weights were fitted by \`npm run verdicts -- fit\` on 249 pictures of 126 orders that one person judged, photographs of people,
products, animals, groups and screenshots: a logistic regression of "can be published" on the logarithms of the parts, drawn
towards 1. Scored by weights that were fitted without its own order, a publishable picture comes before one that is
not in 86 % of the pairs; with all weights 1 in 85 %. What the score does not see is mostly taste: an empty
floor, a badge on a shoulder, a group of which the last stands half outside.

A test spoils hundreds of pictures in four ways (low contrast, a covered face, tiny type, cut-off text) and requires that
at least 98 % of each rank under their originals.

## Variants

Candidates are template, palette (\`scheme\`, \`swap\`), side (\`flip\`) and \`crop\`. For each variant the two candidates that
should differ most from those chosen are sketched 48 pixels wide, and the one that looks least like them is taken.
\`distance\` is how far it is from the nearest one chosen before it, 0 to 1: three fifths how little their edges lie in the
same places, two fifths their mean distance in OKLab. The first one chosen has none. The same \`seed\` gives the same variants;
\`template\` pins one, and \`"like": { "outputId": "…" }\` varies palette and crop of an output of yours.
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
