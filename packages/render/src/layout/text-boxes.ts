import type { TextBox, TextSlot, TextSlotSpec } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import { areBroad, areLying, LONG } from './conditions.ts';
import type { Setting } from './setting.ts';

/** A size in pixels. */
interface Size {
  readonly width: number;
  readonly height: number;
}

/** The part of the frame that the template lays out: what a foot below it leaves. */
export function frameOf({ format, foot }: Pick<Setting, 'format' | 'foot'>): Size {
  return { width: format.width, height: format.height - (foot?.kind === 'below' ? foot.height : 0) };
}

/** What the box of a text is a share of: the foot is as wide and as large in type as the whole frame has it. */
export function frameFor(slot: TextSlot, setting: Setting): Size {
  return setting.template.footSlots.has(slot) ? setting.format : frameOf(setting);
}

/** A hundredth of the shorter side, in pixels. */
export function unitOf({ width, height }: Size): number {
  return Math.min(width, height) / 100;
}

/** The box that a template has for a text in this format; undefined where it does not show the text. */
export function boxOf(spec: TextSlotSpec, setting: Setting): TextBox | undefined {
  const { format, flip, pictures, template } = setting;
  const alone = !pictures.has('cutout') && !pictures.has('photo');
  const beside = besideWhat(spec, setting);
  const boxes = boxKeysOf(format, flip).flatMap((key) => [
    ...beside.map((given) => spec.with[given]?.[key]),
    ...[alone ? spec.alone[key] : undefined, spec.boxes[key]],
  ]);
  const box = boxes.find((one) => one !== undefined);
  const isInFoot = Object.entries(template.slots).some(
    ([slot, own]) => own === spec && template.footSlots.has(slot as TextSlot),
  );
  if (!box) return undefined;
  return isInFoot ? besideCode(box, setting) : aboveFoot(box, spec, setting);
}

/** What is given of that for which the text has boxes of its own. */
function besideWhat({ with: boxes }: TextSlotSpec, { copy, logo, pictures }: Setting) {
  const names = Object.keys(boxes) as (keyof typeof boxes)[];
  return names.filter((name) => {
    if (name === 'logo') return logo !== undefined;
    if (name === 'photo') return pictures.has('photo');
    if (name === 'broad') return areBroad(pictures);
    if (name === 'long') return areLying(pictures, LONG);
    return name === 'lying' ? areLying(pictures) : copy.slots.has(name);
  });
}

/** A price stands on signs that are drawn in `u`, which a foot makes smaller. */
function aboveFoot(box: TextBox, spec: TextSlotSpec, { format, foot, template }: Setting): TextBox {
  if (foot === undefined || spec !== template.slots.price) return box;
  return { ...box, width: (box.width * unitOf(frameOf({ format, foot }))) / unitOf(format) };
}

/** Between a QR code and the words beside it, in hundredths of the shorter side. */
const BESIDE_CODE = 4;

/** The box that a QR code in the foot leaves; in a tower the code is below the words. */
function besideCode(box: TextBox, { format, qr, template }: Setting): TextBox {
  if (!qr || template.ownQr || format.aspect === 'tower') return box;
  const left = format.width * 0.86 - qr.width - BESIDE_CODE * unitOf(format);
  return { ...box, width: Math.min(box.width, (left / format.width) * 100) };
}

/**
 * The type size at which a text is measured, in pixels: near the largest that it may be set in, because a face with
 * optical sizes is up to an eighth wider small than large.
 */
export function measuringSizeOf(slot: TextSlot, setting: Setting): number {
  const { template } = setting;
  const spec = template.slots[slot];
  const box = spec && boxOf(spec, setting);
  if (!box) return LARGEST_MEASURED;
  const frame = frameFor(slot, setting);
  const { most } = readable(box, frame);
  return Math.min(LARGEST_MEASURED, Math.round(most * unitOf(frame) * 100) / 100);
}

const LARGEST_MEASURED = 100;

/** Whether the picture can do without the text: its box says so, or it has no box in this format. */
export function isOptional(slot: TextSlot, setting: Setting): boolean {
  const spec = setting.template.slots[slot];
  const box = spec && boxOf(spec, setting);
  return slot !== 'headline' && (box === undefined || box.optional === true);
}

/** The setting without the texts that the template has no box for in this format. */
export function placedOnly(setting: Setting): Setting {
  const { template, copy } = setting;
  const unplaced = [...copy.slots.keys()].filter((slot) => {
    const spec = template.slots[slot];
    return slot !== 'headline' && spec && !boxOf(spec, setting);
  });
  return unplaced.reduce((left, slot) => without(slot, left), setting);
}

/** The setting without a text, which it keeps as dropped: what was given and is not shown can still be told. */
export function without(slot: TextSlot, setting: Setting): Setting {
  const slots = new Map(setting.copy.slots);
  slots.delete(slot);
  const dropped = new Set([...(setting.dropped ?? []), slot]);
  return { ...setting, copy: { ...setting.copy, slots }, dropped };
}

/** The type size, in pixels, below which an ad cannot be read where it is shown at its own size. */
const READABLE = 9;

/** The box without type sizes that are too small to be read. */
export function readable(box: TextBox, frame: Size): TextBox {
  const least = Math.max(box.least, READABLE / unitOf(frame));
  return { ...box, least, most: Math.max(box.most, least) };
}

/** The box that the outline of the letters leaves for the letters. */
export function insideOutline(box: TextBox, { outline }: TextSlotSpec, frame: Size): TextBox {
  if (!outline) return box;
  const around = outline.width * 2 * unitOf(frame) * 100;
  return { ...box, width: box.width - around / frame.width, height: box.height - around / frame.height };
}
