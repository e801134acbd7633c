import type { Brand, Scheme } from '@proofsheet/domain';
import { converter, differenceEuclidean, formatHex, type Oklch, wcagContrast } from 'culori';
import type { Theme } from './theme.ts';

/** A brand's colours, #rrggbb as they were given. */
export interface BrandColours {
  readonly primary: string;
  readonly second: string | undefined;
}

/** Undefined where the brand names no colour. One alone is the primary, whatever it is called. */
export function brandColours({ primary, accent }: Brand): BrandColours | undefined {
  const first = primary ?? accent;
  if (first === undefined) return undefined;
  return { primary: first.toLowerCase(), second: primary === undefined ? undefined : accent?.toLowerCase() };
}

const BLACK = '#111111';
const WHITE = '#ffffff';
/** WCAG AA for text of any size, and for large text, which marks are set in. */
const LEGIBLE = 4.5;
const LEGIBLE_LARGE = 3.1;
/** A field or button stands off from its ground by more than this distance in OKLab: yellow does on white. */
const SEEN = 0.12;
/** Darker than this against white, a colour is itself the ground of the deep scheme. */
const DEEP = 7;

/**
 * A theme of exactly the brand's colours, black, white and tones of them: the primary is its field or its accent, and
 * what is set on it is black, white or the brand's other colour, whichever can be read. Nothing is darkened or turned,
 * and no further hue is added.
 */
export function brandTheme(scheme: Scheme, { primary, second }: BrandColours, swap: boolean): Theme {
  const brand = [primary, ...(second === undefined ? [] : [second])];
  const order = swap ? brand.toReversed() : brand;
  const fields = { vivid: vividFields, bright: brightFields, deep: deepFields }[scheme](order, brand);
  return complete(scheme, fields, brand, order);
}

type Fields = Pick<Theme, 'ground' | 'support' | 'accent'>;

/** From the colours in the order of the theme, and the primary first: in every theme that is the field or the accent. */
type FieldsOf = (order: readonly string[], brand: readonly string[]) => Fields;

const vividFields: FieldsOf = ([lead = BLACK, other]) => ({
  ground: lead,
  support: toned(lead),
  accent: seenOn(lead, [other]),
});

const brightFields: FieldsOf = ([lead = BLACK], brand) => ({
  ground: WHITE,
  support: tint(lead),
  accent: seenOn(WHITE, brand),
});

const deepFields: FieldsOf = (order, brand) => {
  const ground = order.find((colour) => wcagContrast(colour, WHITE) >= DEEP) ?? BLACK;
  const others = brand.filter((colour) => colour !== ground);
  return { ground, support: toned(ground), accent: seenOn(ground, others) };
};

function complete(
  scheme: Scheme,
  { ground, support, accent }: Fields,
  brand: readonly string[],
  order: readonly string[],
): Theme {
  const ink = neutralOn(ground);
  const markOn = (...grounds: string[]) =>
    order.find((one) => grounds.every((under) => wcagContrast(one, under) >= LEGIBLE_LARGE)) ?? neutralOn(...grounds);
  const accentOnShade = seenOn(BLACK, [accent, ...order]);
  return {
    scheme,
    ground,
    support,
    accent,
    ink,
    muted: ink,
    onAccent: onField(accent, order),
    onSupport: neutralOn(support),
    mark: markOn(ground, support),
    markOnSupport: markOn(support),
    shade: BLACK,
    onShade: WHITE,
    markOnShade: order.find((one) => wcagContrast(one, BLACK) >= LEGIBLE) ?? WHITE,
    accentOnShade,
    onAccentOnShade: onField(accentOnShade, order),
    brand,
  };
}

/** On a button in black or white its words are the brand's. */
function onField(field: string, brand: readonly string[]): string {
  if (brand.includes(field)) return neutralOn(field);
  return brand.find((one) => wcagContrast(one, field) >= LEGIBLE) ?? neutralOn(field);
}

/** White where it can be read, as brands have it on their colours; else whichever of the two reads better. */
function neutralOn(...grounds: string[]): string {
  const least = (ink: string) => Math.min(...grounds.map((ground) => wcagContrast(ink, ground)));
  return least(WHITE) >= LEGIBLE || least(WHITE) >= least(BLACK) ? WHITE : BLACK;
}

/** The first that stands off from the ground; black or white where none does. */
function seenOn(ground: string, colours: readonly (string | undefined)[]): string {
  return colours.find((one) => one !== undefined && distance(one, ground) >= SEEN) ?? neutralOn(ground);
}

const distance = differenceEuclidean('oklab');
const oklch = converter('oklch');

/** A neighbour of a ground in its own hue, for large quiet shapes: away from the ink that is set on both. */
function toned(ground: string): string {
  const { l, ...rest } = oklch(ground) as Oklch;
  const lighter = neutralOn(ground) === BLACK ? l < 0.97 : l < 0.2;
  return formatHex({ ...rest, l: lighter ? Math.min(1, l + 0.06) : l - 0.06 });
}

/** A pale field beside white, in the hue of the colour. */
function tint(colour: string): string {
  const { c, ...rest } = oklch(colour) as Oklch;
  return formatHex({ ...rest, l: 0.93, c: Math.min(c * 0.35, 0.05) });
}
