import { clampChroma, converter, formatHex, type Oklch } from 'culori';

const oklch = converter('oklch');

/** How far apart in lightness, of 1, a field and its pattern are: seen at a glance, and quiet under type. */
const APART = 0.1;
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

/** Colours with less chroma are greys. */
const GREY = 0.025;
/** The least chroma of a glow: light that is hardly coloured looks like fog. */
const GLOWING = 0.13;

/** The first of the colours that is not a grey; else the first. */
export function colourful(...colours: readonly [string, ...string[]]): string {
  return colours.find((colour) => (oklch(colour) as Oklch).c >= GREY) ?? colours[0];
}

/** A colour's hue as light in the dark, `light` being its lightness, 0 to 1; a grey glows grey. */
export function glowing(colour: string, light: number): string {
  const { c, ...rest } = oklch(colour) as Oklch;
  return formatHex(clampChroma({ ...rest, l: light, c: c < GREY ? c : Math.max(c, GLOWING) }, 'oklch'));
}

function moved(colour: string, by: number): string {
  const { l, ...rest } = oklch(colour) as Oklch;
  return formatHex(clampChroma({ ...rest, l: Math.min(1, Math.max(0, l + by)) }, 'oklch'));
}
