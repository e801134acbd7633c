import type { TextBox, TextSlot, TextSlotSpec } from '../templates/manifest.ts';
import { boxKeysOf } from '../templates/traits.ts';
import type { Setting } from './setting.ts';

/** The box that a template has for a text in this format; undefined where it does not show the text. */
export function boxOf(spec: TextSlotSpec, { format, flip, pictures }: Setting): TextBox | undefined {
  const alone = !pictures.has('cutout') && !pictures.has('photo');
  const boxes = boxKeysOf(format, flip).flatMap((key) => [alone ? spec.alone[key] : undefined, spec.boxes[key]]);
  return boxes.find((box) => box !== undefined);
}

/**
 * The type size at which a text is measured, in pixels: near the largest that it may be set in, because a face with
 * optical sizes is up to an eighth wider small than large.
 */
export function measuringSizeOf(slot: TextSlot, setting: Setting): number {
  const { format, template } = setting;
  const spec = template.slots[slot];
  const box = spec && boxOf(spec, setting);
  if (!box) return LARGEST_MEASURED;
  const { most } = readable(box, setting);
  return Math.min(LARGEST_MEASURED, Math.round(most * Math.min(format.width, format.height)) / 100);
}

const LARGEST_MEASURED = 100;

/** Whether the picture can do without the text: its box says so, or it has no box in this format. */
export function isOptional(slot: TextSlot, setting: Setting): boolean {
  const spec = setting.template.slots[slot];
  const box = spec && boxOf(spec, setting);
  return slot !== 'headline' && (box === undefined || box.optional === true);
}

export function without(slot: TextSlot, setting: Setting): Setting {
  const slots = new Map(setting.copy.slots);
  slots.delete(slot);
  return { ...setting, copy: { ...setting.copy, slots } };
}

/** The type size, in pixels, below which an ad cannot be read where it is shown at its own size. */
const READABLE = 9;

/** The box without type sizes that are too small to be read. */
export function readable(box: TextBox, { format }: Setting): TextBox {
  const least = Math.max(box.least, (READABLE * 100) / Math.min(format.width, format.height));
  return { ...box, least, most: Math.max(box.most, least) };
}

/** The box that the outline of the letters leaves for the letters. */
export function insideOutline(box: TextBox, { outline }: TextSlotSpec, { format }: Setting): TextBox {
  if (!outline) return box;
  const around = outline.width * 2 * Math.min(format.width, format.height);
  return { ...box, width: box.width - around / format.width, height: box.height - around / format.height };
}
