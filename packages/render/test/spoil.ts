import type { FormatChoice, Scheme } from '@proofsheet/domain';
import { type Box, rgbOf } from '@proofsheet/raster';
import type { OrderImage } from '../src/images/order-image.ts';
import type { Layout } from '../src/layout/layers.ts';
import type { Theme } from '../src/layout/theme.ts';
import type { Template, TextBox } from '../src/templates/manifest.ts';
import type { FinishedPicture, PictureSpec, Pipeline } from './pipeline.ts';

/** Ways to make a picture worse. Undefined where a picture cannot be spoiled that way. */
export const SPOILERS: Record<
  string,
  (pipeline: Pipeline, spec: PictureSpec, layout: Layout) => Promise<FinishedPicture | undefined>
> = {
  async 'low contrast'(pipeline, spec) {
    const spoiled = await pipeline.layOut({ ...spec, theme: fade });
    return spoiled && pipeline.finish(spoiled, { fixes: false });
  },
  async 'tiny type'(pipeline, spec) {
    const spoiled = await pipeline.layOut({ ...spec, template: shrunk(spec.template) });
    return spoiled && pipeline.finish(spoiled);
  },
  async 'covered face'(pipeline, _, layout) {
    const face = layout.layers.flatMap((layer) => (layer.type === 'image' ? layer.placement.faces : []))[0];
    return face && pipeline.finish(overFace(layout, face));
  },
  async 'text cut off'(pipeline, _, layout) {
    return pipeline.finish(pushedOut(layout));
  },
};

/** Gives every ink nearly the colour of its ground. */
function fade(theme: Theme): Theme {
  const near = (ink: string, ground: string) => mix(ink, ground, 0.82);
  return {
    ...theme,
    ink: near(theme.ink, theme.ground),
    muted: near(theme.muted, theme.ground),
    mark: near(theme.mark, theme.ground),
    onAccent: near(theme.onAccent, theme.accent),
    onSupport: near(theme.onSupport, theme.support),
    markOnSupport: near(theme.markOnSupport, theme.support),
    onShade: near(theme.onShade, theme.shade),
    markOnShade: near(theme.markOnShade, theme.shade),
  };
}

function mix(one: string, other: string, share: number): string {
  const [a, b] = [Object.values(rgbOf(one)), Object.values(rgbOf(other))];
  const mixed = a.map((value, at) => Math.round(value * (1 - share) + (b[at] as number) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function shrunk(template: Template): Template {
  const small = (box: TextBox): TextBox => ({ ...box, least: box.least * 0.3, most: box.least * 0.45 });
  const all = (boxes: Partial<Record<string, TextBox>>) =>
    Object.fromEntries(Object.entries(boxes).map(([aspect, box]) => [aspect, box && small(box)]));
  const slots = Object.fromEntries(
    Object.entries(template.slots).map(([name, slot]) => {
      const others = Object.entries(slot.with).map(([what, boxes]) => [what, all(boxes)]);
      return [
        name,
        { ...slot, fill: 'block', boxes: all(slot.boxes), alone: all(slot.alone), with: Object.fromEntries(others) },
      ];
    }),
  );
  return { ...template, slots } as Template;
}

/** Moves all text in front of the images, so that its first line lies over the face. */
function overFace(layout: Layout, face: Box): Layout {
  const line = layout.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs : []))[0]?.box ?? face;
  const across = Math.round(face.x + face.width / 2 - line.x - line.width / 2);
  const down = Math.round(face.y + face.height / 2 - line.y - line.height / 2);
  const texts = layout.layers.filter((layer) => layer.type === 'drawing' && layer.runs.length > 0);
  const others = layout.layers.filter((layer) => !texts.includes(layer));
  return { ...layout, layers: [...others, ...texts.map((layer) => moved(layer, across, down))] };
}

/** Moves all text until a third of its longest line is beyond the left edge. */
function pushedOut(layout: Layout): Layout {
  const lines = layout.layers.flatMap((layer) => (layer.type === 'drawing' ? layer.runs.map(({ box }) => box) : []));
  const across = -Math.max(...lines.map(({ x, width }) => x + Math.round(width / 3)));
  return { ...layout, layers: layout.layers.map((layer) => moved(layer, across, 0)) };
}

function moved(layer: Layout['layers'][number], across: number, down: number): Layout['layers'][number] {
  if (layer.type !== 'drawing' || layer.runs.length === 0) return layer;
  const by = <B extends Box>(box: B): B => ({ ...box, x: box.x + across, y: box.y + down });
  const runs = layer.runs.map((run) => ({
    ...run,
    box: by(run.box),
    insets: run.insets.map(by),
    emoji: run.emoji.map(by),
  }));
  return { ...layer, window: by(layer.window), runs, logos: layer.logos.map(by) };
}

/** Small formats of every aspect class, so that hundreds of pictures take seconds. */
export const SMALL: Record<'THUMBNAIL' | 'AD', FormatChoice[]> = {
  THUMBNAIL: [{ width: 480, height: 270 }],
  AD: [
    { width: 400, height: 210 },
    { width: 300, height: 300 },
    { width: 270, height: 480 },
    { width: 468, height: 60 },
    { width: 120, height: 480 },
  ],
};

/** Each template in each of its aspect classes with each set of images; its first two schemes take turns. */
export function pictureSpecs(templates: readonly Template[], imageSets: readonly OrderImage[][]): PictureSpec[] {
  const words = {
    headline: '5 good **reasons** to stay',
    subline: 'And what they cost',
    button: 'Read on',
    price: '€9',
  };
  const specs = templates.flatMap((template) =>
    SMALL[template.kind].flatMap((format) => imageSets.map((images) => ({ template, format, images, copy: words }))),
  );
  return specs.map((spec, index) => {
    const schemes = spec.template.schemes.slice(0, 2);
    return { ...spec, scheme: schemes[index % schemes.length] as Scheme };
  });
}
