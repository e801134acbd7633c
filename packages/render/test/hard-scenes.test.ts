import {
  FINDINGS,
  type FindingCode,
  type FormatChoice,
  formatOf,
  GENERATION_KINDS,
  type GenerationKind,
} from '@proofsheet/domain';
import { analysedSample, hardScenes, opaqueLogos } from '@proofsheet/samples';
import { beforeAll, describe, expect, test } from 'vitest';
import { compose } from '../src/compose/compose.ts';
import { encode } from '../src/encode/encode.ts';
import { openTypesetter, type Typesetter } from '../src/engine/takumi.ts';
import { type FontLibrary, loadFonts } from '../src/fonts/font-library.ts';
import type { OrderImage } from '../src/images/order-image.ts';
import { openPhotographs } from '../src/images/photographs.ts';
import { compositionFindings } from '../src/inspect/findings.ts';
import type { Layout } from '../src/layout/layers.ts';
import { themesFor } from '../src/layout/themes.ts';
import { candidatesFor } from '../src/planning/candidates.ts';
import { templateFits } from '../src/planning/template-fit.ts';
import { loadTemplates } from '../src/templates/load.ts';
import type { Template } from '../src/templates/manifest.ts';
import { typeset } from '../src/text/copy.ts';
import { openCandidatePool } from '../src/variants/candidate-pool.ts';
import { composeVariants, type MakePicture, type Picture } from '../src/variants/compose-variants.ts';
import type { VariantContext } from '../src/variants/lay-out-candidate.ts';
import { inspectPicture } from './pipeline.ts';
import { knownScene, trulyShown } from './true-subject.ts';

/** One format of each shape that there are templates for. */
const SHAPES: Record<GenerationKind, readonly FormatChoice[]> = {
  THUMBNAIL: [{ width: 640, height: 360 }],
  AD: ['google-300x250', 'meta-square', 'meta-story', 'google-728x90', 'google-160x600'],
};
const WORDS = {
  THUMBNAIL: { headline: 'Seen **whole**' },
  AD: { headline: 'Seen whole', button: 'Look' },
} as const;

let fonts: FontLibrary;
let typesetter: Typesetter;
let templates: readonly Template[];
beforeAll(async () => {
  fonts = await loadFonts();
  typesetter = await openTypesetter(fonts.files);
  templates = await loadTemplates();
});

/** Composed, encoded and inspected as an order's pictures are; the layout is kept, to be measured. */
const makePicture: MakePicture = async (layout, isWanted) => {
  const composition = await compose(layout, typesetter);
  const findings = compositionFindings(layout, composition);
  if (!isWanted(findings)) return { findings };
  const encoded = await encode(composition.canvas, 'image/jpeg', layout.setting.format.maxBytes);
  const { inspection } = await inspectPicture({ layout, composition, encoded });
  return { findings, picture: { layout, encoded, inspection, placeholder: '' } };
};

/** The pictures that the planner chooses first, one of each shape. */
async function choose(kind: GenerationKind, images: readonly OrderImage[]): Promise<Picture[]> {
  const formats = SHAPES[kind].map((choice) => formatOf(choice, kind));
  const copy = await typeset(WORDS[kind], fonts);
  const photographs = openPhotographs(images, { formats, once: false });
  const offered = templates.filter((template) => template.kind === kind);
  const fits = await templateFits(offered, copy, images, photographs, formats);
  const terms = { count: 1, strict: false, lenient: false };
  const themes = themesFor({}, images, 1);
  const context: VariantContext = {
    formats,
    copy,
    typesetter,
    mediaType: 'image/jpeg',
    logos: photographs.logos,
    themes,
    seed: 1,
  };
  const pool = openCandidatePool(candidatesFor({ fits, formats, lenient: false }, 1), context, terms);
  const [variant] = await Array.fromAsync(composeVariants(pool, makePicture, terms, context));
  return (variant?.entries ?? []).flatMap((entry) => ('layout' in entry ? [entry] : []));
}

/** What was found of a subject differs a little from what was drawn: its edge, a leg, a lace. */
const SLACK = 0.06;
const says = ({ inspection }: Picture, ...codes: FindingCode[]) =>
  inspection.findings.some(({ code }) => codes.includes(code));

describe.each(GENERATION_KINDS)('the picture chosen for a %s, in every shape', (kind) => {
  test.each(hardScenes.map((scene) => [scene.name, scene] as const))(
    'shows the subject whole and clear, or says that it does not: %s',
    async (_, scene) => {
      const known = await knownScene(scene);
      // Also as a photograph that nothing could be cut out of.
      const framed = known.image.cutout ? await choose(kind, [{ ...known.image, cutout: undefined }]) : [];
      const pictures = [...(await choose(kind, [known.image])), ...framed];
      expect(pictures.length % SHAPES[kind].length).toBe(0);
      expect(pictures).not.toHaveLength(0);
      const untold: string[] = [];
      for (const picture of pictures) {
        const { layout } = picture;
        const { lost, covered } = await trulyShown(layout, known, typesetter);
        const where = `${layout.setting.template.name} ${layout.setting.format.name}`;
        if (lost > FINDINGS.subject_cut.limit + SLACK && !says(picture, 'subject_cut', 'face_cut'))
          untold.push(`${where}: ${lost.toFixed(2)} cut`);
        if (covered > FINDINGS.subject_covered.limit + SLACK && !says(picture, 'subject_covered', 'face_covered'))
          untold.push(`${where}: ${covered.toFixed(2)} covered`);
      }
      expect(untold).toEqual([]);
    },
  );
});

describe('a logo with an opaque ground', () => {
  test.each(opaqueLogos.map(({ name }) => name))('never stands as a box in a box: %s', async (name) => {
    const images = [await analysedSample('shoe'), await analysedSample(name)];
    for (const { layout } of await choose('AD', images)) {
      const { logo } = layout.setting;
      expect(logo).toBeDefined();
      expect(isClearAtCorners(logo)).toBe(true);
      const { logos } = await compose(layout, typesetter);
      expect(logos.length).toBeGreaterThan(0);
      for (const { plated } of logos) expect(plated && logo?.isBox).toBe(false);
    }
  });
});

function isClearAtCorners(logo: Layout['setting']['logo']): boolean {
  if (!logo) return false;
  const { data, width, height } = logo;
  const corners = [0, width - 1, (height - 1) * width, height * width - 1];
  return corners.every((pixel) => (data[pixel * 4 + 3] as number) < 16);
}
