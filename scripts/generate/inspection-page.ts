import { FINDING_CODES, FINDINGS } from '../../packages/domain/src/index.ts';
import { SCORE_PARTS, SCORE_WEIGHTS } from '../../packages/render/src/index.ts';

/** `docs/inspection.md`: every finding and every part of the score in the code. */
export async function inspectionPage(): Promise<string> {
  return `<!-- Written by \`npm run generate\` from packages/domain/src/findings.ts and packages/render/src/inspect/score.ts. -->

# Inspection and score

Every finished image is inspected on its final pixels, and what was found is stored with it as \`report\`:

\`\`\`json
{
  "findings": [{ "code": "small_text", "severity": "warning", "value": 6.2, "limit": 7, "message": "…", "boxes": [{ "x": 0.1, "y": 0.8, "width": 0.3, "height": 0.04 }] }],
  "parts": { "contrast": 1, "headline": 1, "legible": 0.689, "whole": 1, "clear": 1, "faces": 1, "subject": 1, "sharp": 1, "size": 1 },
  "contrast": 8.71, "previewHeight": 13.1, "smallestText": 6.2, "facesCovered": 0, "enlarged": 0.8,
  "mended": [{ "slot": "headline", "by": "outline", "change": 0.023 }],
  "quality": 85, "gaveUp": [],
  "recipe": { "template": "split", "scheme": "deep", "flip": true, "swap": false, "crop": "usual" }, "distance": 0.82
}
\`\`\`

\`boxes\` say where a finding is seen, in shares of the picture's width and height from the upper left; a finding without a place has none.

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

The weights were fitted by \`npm run verdicts -- fit\` on 1,000 pictures of 138 orders: people, products, animals, food, vehicles, groups and
screenshots. It is a logistic regression of "can be published" on the logarithms of the parts, drawn towards 1. 668 of the pictures were
judged by those who made the engine; the others by two art directors who had never seen it, with photographs, logos and words that were
new to it, on sheets without scores. Scored by weights that were fitted without its own order, a publishable picture comes before one that is
not in 73 % of the pairs; among the strangers' alone it was 60 % by the weights of before. The makers found 88 % of their pictures publishable,
the first stranger 50 % of 216. What was wrong there was mended as kinds: photographs with a see-through line taken for things without
ground, pages of the web that were cropped, borders of old prints that were continued, light grounds burnt to black, buttons on prices, logos
of which a part could not be read. The second found 52 % of the same orders' pictures publishable; where a picture had stayed as it was, 8 of the 75 that
the first would have published were refused, and none the other way, so the first would have seen about 58 %. A finding stood on 30 of
the 103 faulty ones, and on 21 of the 113 others. A later stranger found 69 % of 285 pictures of other people's photographs publishable, half of
them of shops' products; a finding stood on 30 of the 88 faulty ones, and what was common among the others was mended as kinds: products that their photographs
are trimmed to, corners cut by a slant, hair cut by a frame. Another found 64 % of 188 pictures publishable (of thumbnails 75 %, of ads
60 %), and the score came right in 76 % of their pairs; a finding stood on 14 of the 68 faulty ones. The most of these were cut-outs
of which the model was not sure, or of a scene: they are framed since. Shadows that floated under legs, brown fields, cyan on red,
a brand's second colour left out and lines that tore sentences were mended as kinds, too. Fitted anew on all 1,823 that are judged
by now no weight moves by more than 0.1, and 70 % of the pairs are told apart. Nobody's own photographs say what others will see. Limits were moved by the same verdicts: an enlargement is found from 2.5 on, because
55 of 69 pictures enlarged between 1.5 and that were fine; a product that reaches over less than 0.335 of an ad is overlooked, as 8 of 12 were;
a mirrored edge only where it is busy enough to be seen (grounds that are continued are drawn otherwise since, and that limit was
moved by eye: the shares above are of before); and what is
dark is lost on a dark ground sooner than light on light. So the score is a first sorting, no more. What it does not see: a badge that stands
apart from its product, a crop through a thing that was not found, a frayed cut-out, a pale animal on a pale ground, a
fade that dissolves an edge, and what is mostly taste; a pendant is small by nature, and is called distant all the same. The part \`template\` is
fitted by the same command: by how much fewer pictures of a template were publishable than of their orders, drawn towards none where
there are few. Among two pictures of one order, a publishable one and a faulty one, the score alone is right in 73 % of the pairs, and in
77 % with what was learnt of templates from all other orders; of the strangers' 82 sheets the best-ranked variant was right in 41
instead of 39, where 49 had one that was right. The verdicts are kept, without the pictures, in
\`packages/verdicts/judged\`: \`npm run verdicts -- fit packages/verdicts/judged/verdicts.jsonl --output packages/verdicts/judged\`
repeats this.

A test spoils hundreds of pictures in four ways (low contrast, a covered face, tiny type, cut-off text) and requires that
at least 98 % of each rank under their originals. Another spoils one sound picture in each way that an art director sends
work back for: a subject cut, covered or left out, a badge on a person, a logo on words, on the product or on hair, or too
small, a brand's colour changed, words or a part of the offer dropped, a price hidden, an old small photograph, a dark one, a
product that is a speck, a ground continued with branches. Each has its finding and a lower score, and the sound pictures have none.

## Can the score be trusted?

On photographs that it was tuned to, any score looks right. Label a set of your own:

1. **Make pictures.** Either drop images on the page of \`npm run studio\` and press *Make* on its page of verdicts, or render
   orders of a folder of photographs: \`npm run verdicts -- render orders.jsonl --photos photographs\`, each line of the file
   \`{"tag": "chair", "photos": ["chair.jpg:PRODUCT"], "request": {…}}\` with a request as \`POST /v1/generations\` takes it.
   Both write into the folder \`verdicts-output\`, or another that \`--verdicts\` and \`--output\` name.
2. **Judge them**: \`npm run studio\`, then \`/verdicts\`. The pictures of an order stand side by side, large and as small as
   a list of videos shows them. \`G\` says publishable, \`1\` to \`9\` what is wrong: crop, colour, logo, composition, cut-out,
   template, wrong subject, poor source, type. \`U\` takes the last one back, the arrows go to and fro, \`Z\` shows the full
   size, \`J\` the next without a verdict. Score and findings are shown only once a picture is judged, so that they lead
   nobody. Each verdict is a line of \`verdicts.jsonl\` at once, by the picture's \`sha256\`: one that has changed since is not
   judged.
3. **Read the figures** beside the pictures, or by \`npm run verdicts -- judge\`. The area under the ROC curve (AUC) is how
   often a publishable picture has the higher score of a pair: 0.5 is chance, 1 is always, equals count half. The interval
   is where the true area lies at 95 % (Hanley and McNeil); pictures of one order resemble each other, so take it as the
   least there is. A dozen pictures say nothing: with 40 of each kind an area of 0.9 is known to about 0.07 either way. Follow
   the score for your kind of pictures when the low end is at least 0.9.

The table counts each finding on publishable and on faulty pictures. One that stands mostly on publishable ones is a false
alarm; faulty ones with no finding are what the inspection does not see.

## Variants

Candidates are template, palette (\`scheme\`, \`swap\`), side (\`flip\`) and \`crop\`. For each variant the two candidates that
should differ most from those chosen are sketched 48 pixels wide, and the one that looks least like them is taken.
Another template comes before one that was chosen already in another palette, unless it has a warning more in each format,
or leaves given words or images out. Templates that were refused more often than others come later, too.
\`distance\` is how far it is from the nearest one chosen before it, 0 to 1: three fifths how little their edges lie in the
same places, two fifths their mean distance in OKLab. The first one chosen has none. The same \`seed\` gives the same variants;
\`template\` pins one, and \`"like": { "outputId": "…" }\` varies palette and crop of an output of yours.
`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
