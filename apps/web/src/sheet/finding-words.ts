import type { Finding } from '@proofsheet/client';

/** What can be done about a finding from the sheet. */
export type Remedy = 'words' | 'template' | 'focus' | 'cutout' | 'images';

export const REMEDY_NAMES: Readonly<Record<Remedy, string>> = {
  words: 'Shorten the words',
  template: 'Try other templates',
  focus: 'Move the focus',
  cutout: 'Correct the cut-out',
  images: 'Choose another image',
};

interface Words {
  /** What is wrong; `{slot}` stands for the text that the message names. */
  readonly says: string;
  /** How its number is written; left out where it says nothing to a person. */
  readonly unit?: 'ratio' | 'pixels' | 'share' | 'times';
  /** The limit is the least that the number should be. */
  readonly least?: true;
  readonly remedy?: Remedy;
}

/** By code. One that is not here is told by its message. */
const WORDS: Readonly<Record<string, Words>> = {
  low_contrast: { says: '{slot} contrast', unit: 'ratio', least: true, remedy: 'template' },
  faint_logo: { says: 'Logo contrast', unit: 'ratio', least: true, remedy: 'images' },
  fine_logo: { says: 'Hairlines of the logo:', unit: 'share', remedy: 'images' },
  small_logo: { says: 'Logo height', unit: 'pixels', least: true, remedy: 'images' },
  logo_crowded: { says: 'Words stand too close to the logo', remedy: 'template' },
  logo_on_subject: { says: 'Logo on the subject:', unit: 'share', remedy: 'template' },
  small_headline: { says: 'Headline height in a list of videos', unit: 'pixels', least: true, remedy: 'words' },
  small_text: { says: '{slot} size as shown', unit: 'pixels', least: true, remedy: 'words' },
  text_outside: { says: 'Text leaves the picture', remedy: 'words' },
  text_clipped: { says: '{slot} is cut off', remedy: 'words' },
  text_crowded: { says: 'Two texts touch each other', remedy: 'words' },
  lines_touch: { says: 'Lines of the {slot} touch each other', remedy: 'words' },
  text_in_reserved_zone: { says: 'Text stands where the platform draws its own things', remedy: 'template' },
  text_hidden: { says: 'Text behind the subject:', unit: 'share', remedy: 'focus' },
  text_on_focus: { says: 'Text stands on what the eye looks for', remedy: 'focus' },
  face_covered: { says: 'Covered of a face:', unit: 'share', remedy: 'template' },
  face_cut: { says: 'A face is cut, or left out', remedy: 'focus' },
  arm_cut: { says: 'An arm is cut off:', unit: 'share', remedy: 'template' },
  subject_cut_off: { says: 'The subject ends in the air, as in its image', remedy: 'images' },
  subject_cut: { says: 'Subject outside the picture:', unit: 'share', remedy: 'focus' },
  subject_covered: { says: 'Subject covered:', unit: 'share', remedy: 'template' },
  text_on_subject: { says: 'Line on the subject:', unit: 'share', remedy: 'template' },
  subject_lost: { says: 'Outline lost on the ground:', unit: 'share', remedy: 'template' },
  cutout_damaged: { says: 'The cut-out may miss a part', unit: 'share', least: true, remedy: 'cutout' },
  subject_small: { says: 'Subject in the picture:', unit: 'share', least: true, remedy: 'template' },
  subject_distant: { says: 'Reach of the subject:', unit: 'share', least: true, remedy: 'template' },
  photo_dark: { says: 'The photograph is very dark', remedy: 'images' },
  field_empty: { says: 'Empty beside the photograph:', unit: 'share', remedy: 'template' },
  ground_blurred: { says: 'Blurred edges around the photograph:', unit: 'share', remedy: 'images' },
  ground_mirrored: { says: 'Things at the edge of the photograph dissolve into a blur', remedy: 'images' },
  subject_looks_away: { says: 'The subject looks out of the picture', remedy: 'template' },
  brand_colour_absent: { says: 'Colours of the brand:', unit: 'share', least: true, remedy: 'template' },
  image_upscaled: { says: 'Image enlarged', unit: 'times', remedy: 'images' },
  image_left_out: { says: 'An image is not shown', remedy: 'template' },
  price_broken: { says: 'The price is broken or covered', remedy: 'template' },
  copy_left_out: { says: 'Some words are not shown', remedy: 'template' },
  missing_glyphs: { says: 'No font draws some characters', remedy: 'words' },
  font_missing: { says: 'The font of a script is not installed on the server' },
};

/** `Headline contrast 3.1, under 4.5`. */
export function inPlainWords({ code, value, limit, message }: Finding): string {
  const words = WORDS[code];
  if (!words) return message;
  const says = words.says.replace('{slot}', slotOf(message));
  const said = says.charAt(0).toUpperCase() + says.slice(1);
  if (!words.unit) return said;
  return `${said} ${written(value, words.unit)}, ${words.least ? 'under' : 'over'} ${written(limit, words.unit)}`;
}

export function remedyOf({ code }: Finding): Remedy | undefined {
  return WORDS[code]?.remedy;
}

/** The name of the text that is meant, such as `headline`. */
function slotOf(message: string): string {
  const [, slot = 'text'] = /\b(?:The|An emoji of the|A part of the|A line of the) ([\w-]+)/.exec(message) ?? [];
  return slot.replace(/-\d+$/, '');
}

function written(value: number, unit: NonNullable<Words['unit']>): string {
  const number = (digits: number) => value.toLocaleString('en', { maximumFractionDigits: digits });
  if (unit === 'share')
    return value.toLocaleString('en', { style: 'percent', maximumFractionDigits: value < 0.1 ? 1 : 0 });
  if (unit === 'pixels') return `${number(1)} px`;
  return unit === 'times' ? `${number(1)}×` : number(2);
}
