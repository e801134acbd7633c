import { clampChroma, converter, formatHex, type Oklch } from 'culori';

const oklch = converter('oklch');

/** How far apart in lightness, of 1, a field and its pattern are: seen at a glance, and quiet under type. */
const APART = 0.085;
/** A field lighter than this has a darker tone beside it: yellow, white, pastel. */
const LIGHT = 0.62;

/** The tone of a colour that a pattern on it is drawn in: its own hue, darker on a light field, lighter on a dark one. */
export function toneBeside(colour: string): string {
  const { l } = oklch(colour) as Oklch;
  return moved(colour, l > LIGHT ? -APART : APART);
}

/** A darker tone of the same hue. */
export function darker(colour: string): string {
  return moved(colour, -APART);
}

/** A lighter tone of the same hue. */
export function lighter(colour: string): string {
  return moved(colour, APART * 1.6);
}

function moved(colour: string, by: number): string {
  const { l, ...rest } = oklch(colour) as Oklch;
  return formatHex(clampChroma({ ...rest, l: Math.min(1, Math.max(0, l + by)) }, 'oklch'));
}
