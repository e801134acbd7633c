import { readFile } from 'node:fs/promises';
import { type Box, type Canvas, type ClipShape, clip, type Point, spanOf } from '@proofsheet/raster';
import { analysedSample, type HardScene } from '@proofsheet/samples';
import sharp from 'sharp';
import { compose } from '../src/compose/compose.ts';
import type { Typesetter } from '../src/engine/takumi.ts';
import type { OrderImage } from '../src/images/order-image.ts';
import type { Spot } from '../src/images/subject.ts';
import type { ImageLayer, Layout } from '../src/layout/layers.ts';
import { isCutout } from '../src/templates/manifest.ts';

/** A scene as ingest has it, and where its subject truly is: spots in shares of its sides that weigh one together. */
export interface KnownScene {
  readonly scene: HardScene;
  readonly image: OrderImage;
  readonly spots: readonly Spot[];
}

/** Of the heads of a group, not of its jackets: a portrait is cropped to its heads. */
const HEADS_END = 0.55;

export async function knownScene(scene: HardScene): Promise<KnownScene> {
  const image = await analysedSample(scene.name);
  const spots = scene.mask === undefined ? evenSpots() : await spotsOf(await readFile(scene.mask));
  const meant = image.analysis.faces.length > 0 ? spots.filter(({ y }) => y < HEADS_END) : spots;
  const all = meant.reduce((sum, { weight }) => sum + weight, 0);
  return { scene, image, spots: meant.map((spot) => ({ ...spot, weight: spot.weight / all })) };
}

/** All of a screenshot is its subject. */
function evenSpots(): Spot[] {
  const along = Array.from({ length: 24 }, (_, at) => (at + 0.5) / 24);
  return along.flatMap((y) => along.map((x) => ({ x, y, weight: 1 })));
}

async function spotsOf(mask: Buffer): Promise<Spot[]> {
  const { data, info } = await sharp(mask).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return [...data.entries()]
    .filter(([at, value]) => value > 127 && at % 2 === Math.floor(at / info.width) % 2)
    .map(([at, value]) => ({
      x: ((at % info.width) + 0.5) / info.width,
      y: (Math.floor(at / info.width) + 0.5) / info.height,
      weight: value,
    }));
}

/** What a picture shows of a subject: the share out of the frame beyond what bleeds by design, and the share covered. */
export interface Shown {
  readonly lost: number;
  readonly covered: number;
}

/** From this change of a channel on, of 255, what is drawn over a spot has taken it away. */
const TAKEN = 60;

/** Measured on pixels: the picture as it is beside the same picture without its drawings. */
export async function trulyShown(layout: Layout, { image, spots }: KnownScene, typesetter: Typesetter): Promise<Shown> {
  const images = layout.layers.filter((layer) => layer.type === 'image');
  const shown = images
    .filter(({ slot }) => slot !== 'backdrop')
    .map((layer) => ({ seen: seenSpots(layer, image, spots, layout), bleeds: bleedsOf(layer) }))
    .toSorted((one, other) => weightOf(other.seen) - weightOf(one.seen));
  const [best] = shown;
  if (!best) return { lost: 1, covered: 0 };
  const { canvas: drawn } = await compose(layout, typesetter);
  const { canvas: bare } = await compose({ ...layout, layers: images }, typesetter);
  const covered = best.seen.filter((spot) => changeAt(drawn, bare, spot) > TAKEN);
  return {
    lost: Math.max(0, 1 - weightOf(best.seen) - best.bleeds),
    covered: weightOf(covered) / Math.max(weightOf(best.seen), 1e-6),
  };
}

const weightOf = (spots: readonly Spot[]) => spots.reduce((sum, { weight }) => sum + weight, 0);
const bleedsOf = ({ attributes }: ImageLayer) => Number(attributes['data-bleeds'] ?? 0) / 100;

function changeAt(one: Canvas, other: Canvas, { x, y }: Point): number {
  const channels = one.data.length / (one.width * one.height);
  const at = (Math.floor(y) * one.width + Math.floor(x)) * channels;
  return Math.max(...[0, 1, 2].map((k) => Math.abs((one.data[at + k] as number) - (other.data[at + k] as number))));
}

/** The spots in pixels of the frame, without those that the frame or the shape of the picture cuts off. */
function seenSpots(
  { slot, photo, placement, attributes }: ImageLayer,
  { analysis }: OrderImage,
  spots: readonly Spot[],
  { setting: { format } }: Layout,
): Spot[] {
  const { crop, box } = placement;
  const part: Box = (isCutout(slot) && analysis.cutout?.bounds) || { x: 0, y: 0, width: 1, height: 1 };
  const visible = clip(box, { x: 0, y: 0, width: format.width, height: format.height });
  const shape = attributes['data-shape'] as ClipShape | undefined;
  const spanAt = shape && spanOf(shape, box.width, box.height, box.x > 0);
  const toFrame = ({ x, y }: Point): Point => ({
    x: box.x + ((((x - part.x) / part.width) * photo.width - crop.x) * box.width) / crop.width,
    y: box.y + ((((y - part.y) / part.height) * photo.height - crop.y) * box.height) / crop.height,
  });
  const isSeen = ({ x, y }: Point): boolean => {
    const [from, to] = spanAt?.(y - box.y) ?? [0, box.width];
    const isWithin =
      x >= visible.x && x < visible.x + visible.width && y >= visible.y && y < visible.y + visible.height;
    return isWithin && x - box.x >= from && x - box.x <= to;
  };
  return spots.map((spot) => ({ ...spot, ...toFrame(spot) })).filter(isSeen);
}
