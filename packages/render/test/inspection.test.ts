import { FINDING_CODES, type FindingCode } from '@proofsheet/domain';
import { blankCanvas } from '@proofsheet/raster';
import { beforeAll, describe, expect, test } from 'vitest';
import type { MeasuredRun } from '../src/compose/legibility/measure-text.ts';
import { SCORE_PARTS, SCORE_WEIGHTS } from '../src/inspect/score.ts';
import type { ImageLayer, TextRun } from '../src/layout/layers.ts';
import type { Placement } from '../src/layout/placement.ts';
import type { LogoImage, Setting } from '../src/layout/setting.ts';
import type { Template } from '../src/templates/manifest.ts';
import { portrait } from './order-images.ts';
import { type ComposedPicture, type FinishedPicture, inspectPicture, openPipeline } from './pipeline.ts';

/** A logo far from everything else. */
const LOGO = { box: { x: 4000, y: 4000, width: 200, height: 60 }, contrast: 21, plated: false, onSubject: 0 };

/** The change of a sound picture that each finding is about. The picture is a thumbnail of 1280x720 with one face. */
const FAULTS: Record<FindingCode, (picture: ComposedPicture) => ComposedPicture> = {
  wrong_size: (picture) => withFormat(picture, { width: 1281 }),
  over_byte_cap: (picture) => withFormat(picture, { maxBytes: 1000 }),
  low_contrast: (picture) => withMeasuredRuns(picture, { contrast: 2 }),
  faint_logo: (picture) => withComposition(picture, { logos: [{ ...LOGO, contrast: 1.5 }] }),
  fine_logo: (picture) => ({
    ...withComposition(picture, { logos: [LOGO] }),
    layout: { ...picture.layout, setting: { ...picture.layout.setting, logo: { hairlines: 0.5 } as LogoImage } },
  }),
  small_logo: (picture) => withComposition(picture, { logos: [{ ...LOGO, box: { ...LOGO.box, height: 12 } }] }),
  logo_crowded: (picture) => {
    const [{ box }] = picture.composition.runs as [MeasuredRun];
    return withComposition(picture, { logos: [{ ...LOGO, box: { ...LOGO.box, x: box.x, y: box.y } }] });
  },
  logo_on_subject: (picture) => withComposition(picture, { logos: [{ ...LOGO, onSubject: 0.3 }] }),
  small_headline: (picture) => withMeasuredRuns(picture, { inkHeight: 40 }),
  small_text: (picture) => withMeasuredRuns(picture, { size: 20 }),
  text_outside: (picture) => withRuns(picture, ({ box }) => ({ box: { ...box, y: -10 } })),
  text_clipped: (picture) => withMeasuredRuns(picture, { lost: 1 }),
  lines_touch: (picture) => withComposition(picture, { touching: ['headline'] }),
  text_crowded: (picture) => {
    const [run] = picture.layout.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []));
    const under = { ...(run as TextRun), slot: 'subline' as const };
    const layers = picture.layout.layers.map((layer) =>
      layer.type === 'drawing' && layer.runs.length > 0 ? { ...layer, runs: [...layer.runs, under] } : layer,
    );
    return { ...picture, layout: { ...picture.layout, layers } };
  },
  text_in_reserved_zone: (picture) => withFormat(picture, { reserved: [{ x: 0, y: 0, width: 1280, height: 720 }] }),
  text_hidden: (picture) => withComposition(picture, { hidden: 0.5 }),
  text_on_focus: (picture) => {
    const [{ box }] = picture.composition.runs as [MeasuredRun];
    return withPlacement(picture, () => ({ focus: { x: box.x, y: box.y } }));
  },
  face_covered: (picture) => withComposition(picture, { veiled: 0.5 }),
  cutout_damaged: (picture) => withImage(picture, ({ photo }) => ({ photo: { ...photo, trust: 0.6 } })),
  face_cut: (picture) => withPlacement(picture, () => ({ cutFaces: 1 })),
  arm_cut: (picture) => withPlacement(picture, () => ({ armsCut: 0.1 })),
  subject_cut_off: (picture) => withPlacement(picture, () => ({ endsInAir: true })),
  subject_cut: (picture) => withPlacement(picture, () => ({ cutOffShare: 0.3 })),
  subject_covered: (picture) => withComposition(picture, { covered: 0.3 }),
  subject_lost: (picture) => withComposition(picture, { lost: 0.9 }),
  text_on_subject: (picture) => withComposition(picture, { onSubject: 0.4 }),
  subject_small: (picture) => withPlacement(picture, ({ box }) => ({ box: { ...box, height: 8 } })),
  subject_distant: (picture) => {
    const spots = [0, 200].map((x) => ({ x, y: 100, weight: 0.5 }));
    return withPlacement(withFormat(picture, { kind: 'AD' }), () => ({ spots }));
  },
  photo_dark: (picture) => {
    const { canvas } = picture.composition;
    return withComposition(picture, { canvas: blankCanvas(canvas.width, canvas.height, { r: 40, g: 40, b: 40 }) });
  },
  field_empty: (picture) => withPlacement(picture, () => ({ empty: 0.5 })),
  ground_blurred: (picture) => withPlacement(picture, () => ({ behind: 0.5, mirrored: 12 })),
  ground_mirrored: (picture) => withPlacement(picture, () => ({ mirrored: 40 })),
  subject_looks_away: (picture) =>
    withPlacement(picture, ({ faces: [face] }) => ({ looks: (face?.x ?? 0) < 640 ? 'left' : 'right' })),
  brand_colour_absent: (picture) => withComposition(picture, { brand: [{ colour: '#ff00aa', share: 0 }] }),
  image_upscaled: (picture) => withImage(picture, ({ photo }) => ({ photo: { ...photo, scale: 4 } })),
  image_left_out: (picture) => withSetting(picture, ({ omits }) => ({ omits: { ...omits, images: 1 } })),
  price_broken: (picture) => {
    const runs = picture.composition.runs.map((run) => ({ ...run, slot: 'price' as const, parted: true }));
    const headline = picture.composition.runs.filter(({ slot }) => slot === 'headline');
    return withComposition(picture, { runs: [...headline, ...runs.slice(0, 1)] });
  },
  copy_left_out: (picture) =>
    withSetting(picture, ({ copy }) => ({ copy: { ...copy, offer: { given: ['legal', 'qr'] } } })),
  missing_glyphs: (picture) => withSetting(picture, ({ copy }) => ({ copy: { ...copy, missing: ['𒀀'] } })),
  font_missing: (picture) => withSetting(picture, ({ copy }) => ({ copy: { ...copy, absent: ['Thai'] } })),
};

function withSetting(picture: ComposedPicture, change: (setting: Setting) => Partial<Setting>): ComposedPicture {
  const { layout } = picture;
  return { ...picture, layout: { ...layout, setting: { ...layout.setting, ...change(layout.setting) } } };
}

function withFormat(picture: ComposedPicture, changes: Partial<Setting['format']>): ComposedPicture {
  return withSetting(picture, ({ format }) => ({ format: { ...format, ...changes } }));
}

function withImage(picture: ComposedPicture, change: (layer: ImageLayer) => Partial<ImageLayer>): ComposedPicture {
  const { layout } = picture;
  const layers = layout.layers.map((layer) => (layer.type === 'image' ? { ...layer, ...change(layer) } : layer));
  return { ...picture, layout: { ...layout, layers } };
}

function withPlacement(picture: ComposedPicture, change: (placement: Placement) => Partial<Placement>) {
  return withImage(picture, ({ placement }) => ({ placement: { ...placement, ...change(placement) } }));
}

function withRuns(picture: ComposedPicture, change: (run: TextRun) => Partial<TextRun>): ComposedPicture {
  const { layout } = picture;
  const layers = layout.layers.map((layer) =>
    layer.type === 'drawing' ? { ...layer, runs: layer.runs.map((run) => ({ ...run, ...change(run) })) } : layer,
  );
  return { ...picture, layout: { ...layout, layers } };
}

function withComposition(picture: ComposedPicture, changes: Partial<ComposedPicture['composition']>): ComposedPicture {
  return { ...picture, composition: { ...picture.composition, ...changes } };
}

function withMeasuredRuns(picture: ComposedPicture, changes: Partial<MeasuredRun>): ComposedPicture {
  return withComposition(picture, { runs: picture.composition.runs.map((run) => ({ ...run, ...changes })) });
}

describe('a sound picture', () => {
  let sound: FinishedPicture;
  beforeAll(async () => {
    const pipeline = await openPipeline();
    const template = pipeline.templates.find(({ name, kind }) => name === 'circle' && kind === 'THUMBNAIL') as Template;
    const images = [await portrait([{ x: 0.5, y: 0.4, height: 0.3 }])];
    const layout = await pipeline.layOut({ template, format: 'youtube-thumbnail', copy: { headline: 'Stay' }, images });
    if (!layout) throw new Error('circle does not fit');
    sound = await pipeline.finish(layout);
  });

  test('is scored 1, and with several faults the product of the documented parts', async () => {
    expect(sound.inspection.findings).toEqual([]);
    expect(sound.score).toBe(1);
    const { inspection, score } = await inspectPicture(FAULTS.small_text(FAULTS.text_hidden(FAULTS.face_cut(sound))));
    expect(Object.keys(inspection.parts).sort()).toEqual(Object.keys(SCORE_PARTS).sort());
    const { clear, faces, legible } = inspection.parts;
    expect(Math.max(clear, faces, legible)).toBeLessThan(1);
    const { clear: c, faces: f, legible: l } = SCORE_WEIGHTS;
    expect(score).toBeCloseTo(clear ** c * faces ** f * legible ** l, 3);
  });

  test('counts given words that are not shown once, the more where another template could show them', async () => {
    const given = async (copy: number) => {
      const lacking = withSetting(sound, (setting) => ({
        omits: { ...setting.omits, copy },
        copy: {
          ...setting.copy,
          slots: new Map([...setting.copy.slots, ['subline', setting.copy.slots.get('headline') ?? []]]),
        },
      }));
      return (await inspectPicture(lacking)).inspection.parts.given;
    };
    expect(await given(0)).toBe(0.85);
    expect(await given(1)).toBe(0.6);
  });

  test.each(FINDING_CODES)('has the finding %s, and no other, once that is wrong with it', async (code) => {
    const { inspection, score } = await inspectPicture(FAULTS[code](sound));
    expect(inspection.findings.map((finding) => finding.code)).toEqual([code]);
    // Characters that are left out lower the score once, as missing_glyphs.
    if (code === 'font_missing') expect(score).toBe(sound.score);
    else expect(score).toBeLessThan(sound.score);
  });
});
