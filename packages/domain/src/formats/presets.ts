import type { GenerationKind } from '../kinds.ts';
import { type FormatName, formatNamed } from './catalogue.ts';
import { GOOGLE_DISPLAY, GOOGLE_RESPONSIVE } from './google.ts';
import { META } from './meta.ts';
import { LINKEDIN, PINTEREST, TIKTOK, X } from './social.ts';
import { YOUTUBE } from './youtube.ts';

const names = <Name extends FormatName>(table: Readonly<Record<Name, unknown>>) => Object.keys(table) as Name[];

/** Named sets of formats. Logos are in none: only templates made for logos fill them. */
const PRESETS = {
  standard: ['youtube-thumbnail', 'landscape', 'square', 'story'],
  youtube: names(YOUTUBE),
  'google-display': names(GOOGLE_DISPLAY),
  'google-responsive': names(GOOGLE_RESPONSIVE),
  meta: names(META),
  linkedin: names(LINKEDIN),
  x: names(X),
  tiktok: names(TIKTOK),
  pinterest: names(PINTEREST),
  everything: names({
    ...YOUTUBE,
    ...GOOGLE_DISPLAY,
    ...GOOGLE_RESPONSIVE,
    ...META,
    ...LINKEDIN,
    ...X,
    ...TIKTOK,
    ...PINTEREST,
  }),
} as const satisfies Record<string, readonly FormatName[]>;

export type PresetName = keyof typeof PRESETS;
export const PRESET_NAMES = Object.keys(PRESETS) as [PresetName, ...PresetName[]];

/** What a generation makes when its request names no format. */
export const DEFAULT_PRESET: PresetName = 'standard';

/** The formats of a preset that a kind of generation may ask for; none when the preset is for the other kind. */
export function presetFormats(preset: PresetName, kind: GenerationKind): FormatName[] {
  return PRESETS[preset].filter((name) => formatNamed(name).kind === kind);
}
