import { z } from 'zod';

export const SEVERITIES = ['error', 'warning'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface FindingKind {
  /** A picture with an error does not do what was asked for; with `strict` it is not delivered. */
  readonly severity: Severity;
  /** What the finding's number counts. */
  readonly counts: string;
  /** Whether the limit is the most that the number may be, or the least. */
  readonly bound: 'most' | 'least';
  /** The usual limit; left out where the format sets it. */
  readonly limit?: number;
  readonly about: string;
}

/** Everything that the inspection of the final pixels can find. The codes are stable: clients branch on them. */
export const FINDINGS = {
  wrong_size: {
    ...{ severity: 'error', counts: 'pixels that a side is off', bound: 'most', limit: 0 },
    about: 'The file has other sides than its format.',
  },
  over_byte_cap: {
    ...{ severity: 'error', counts: 'bytes', bound: 'most' },
    about: 'The file is larger than its format allows, even at the least quality.',
  },
  low_contrast: {
    ...{ severity: 'error', counts: 'WCAG contrast ratio', bound: 'least' },
    about:
      'A line of text does not stand off from the tenth of its surroundings that is nearest to it: 4.5, or 3 for large text.',
  },
  faint_logo: {
    ...{
      severity: 'warning',
      counts: 'WCAG contrast ratio that stands off as much on white, but for a tenth of its ink',
      bound: 'least',
      limit: 2,
    },
    about: 'The logo, or more than a tenth of it, does not stand off from what shows around it.',
  },
  fine_logo: {
    ...{ severity: 'warning', counts: 'share of its ink in hairlines', bound: 'most', limit: 0.25 },
    about: 'The logo has hairlines that are fainter than their colour at its size, on any ground.',
  },
  small_logo: {
    ...{
      severity: 'warning',
      counts: 'pixels of height; in strips a tenth of theirs, 12 at least; of a logo that is long up to a third less',
      bound: 'least',
      limit: 24,
    },
    about: 'The logo is too small to be recognised: its file is too small for more, or it is very wide.',
  },
  logo_crowded: {
    ...{ severity: 'warning', counts: 'heights of the logo to what is nearest', bound: 'least', limit: 0.25 },
    about: 'Words, a tag or the edge of a photograph stand on the logo, or in the clear space around it.',
  },
  logo_on_subject: {
    ...{
      severity: 'warning',
      counts: 'share of the logo with its clear space; fourfold, of the logo itself',
      bound: 'most',
      limit: 0.08,
    },
    about: 'The logo stands on a face or on what the picture is about, or behind it.',
  },
  small_headline: {
    ...{ severity: 'error', counts: 'pixels of height in a preview 94 pixels high', bound: 'least', limit: 6.5 },
    about: 'The headline of a thumbnail cannot be read in a list of videos, where it is shown at 168x94.',
  },
  small_text: {
    ...{ severity: 'warning', counts: 'pixels of type size as shown', bound: 'least', limit: 7 },
    about: 'A line of text is too small to be read where the picture is shown.',
  },
  text_outside: {
    ...{ severity: 'error', counts: 'pixels outside', bound: 'most', limit: 0 },
    about: 'A line of text leaves the frame.',
  },
  text_clipped: {
    ...{ severity: 'error', counts: 'type sizes that are missing', bound: 'most', limit: 0.5 },
    about: 'A part of a line is not drawn, because a box cuts it off.',
  },
  text_crowded: {
    ...{ severity: 'warning', counts: 'pairs of texts', bound: 'most', limit: 0 },
    about: 'A line touches another text, or the plate of one.',
  },
  lines_touch: {
    ...{ severity: 'warning', counts: 'texts', bound: 'most', limit: 0 },
    about: 'The ink of one line meets that of the next line of the same text.',
  },
  text_in_reserved_zone: {
    ...{ severity: 'error', counts: 'share of a line or of the logo', bound: 'most', limit: 0 },
    about: 'Text or the logo stands where the platform draws its own things.',
  },
  text_hidden: {
    ...{ severity: 'error', counts: "share of a line's box", bound: 'most', limit: 0.3 },
    about: 'The subject stands before too much of a line.',
  },
  text_on_focus: {
    ...{ severity: 'warning', counts: 'lines', bound: 'most', limit: 0 },
    about: 'Text stands on what the eye looks for.',
  },
  face_covered: {
    ...{ severity: 'error', counts: 'share of a face', bound: 'most', limit: 0.3 },
    about: 'Text stands on a face, or a plate or scrim takes more of it away than the limit.',
  },
  face_cut: {
    ...{ severity: 'warning', counts: 'faces', bound: 'most', limit: 0 },
    about: 'The picture cuts through a face, or leaves one of a group out.',
  },
  arm_cut: {
    ...{
      severity: 'warning',
      counts: 'share of head, shoulders and arms of a portrait',
      bound: 'most',
      limit: 0.03,
    },
    about: 'The frame, or a slanted or round shape, cuts off an arm that a person spreads or raises.',
  },
  subject_cut_off: {
    ...{ severity: 'warning', counts: 'cut-outs', bound: 'most', limit: 0 },
    about: 'The subject ends in the air where its image cut it off.',
  },
  subject_cut: {
    ...{ severity: 'warning', counts: 'share of the subject', bound: 'most', limit: 0.06 },
    about: 'The frame, or the shape of the picture, cuts off a part of a product, an animal or a whole figure.',
  },
  subject_covered: {
    ...{ severity: 'warning', counts: 'share of the subject', bound: 'most', limit: 0.035 },
    about: 'Words, plates, panels or fades cover a part of what the picture is about.',
  },
  text_on_subject: {
    ...{ severity: 'warning', counts: 'share of a line', bound: 'most', limit: 0.08 },
    about: 'A line stands on what the picture is about; in an ad also behind it.',
  },
  subject_lost: {
    ...{ severity: 'warning', counts: "share of a cut-out's outline", bound: 'most', limit: 0.6 },
    about: 'What is cut out has the tone of the ground behind it, and cannot be told from it.',
  },
  cutout_damaged: {
    ...{ severity: 'warning', counts: 'confidence of the cut-out', bound: 'least', limit: 0.83 },
    about:
      'A cut-out is shown that may miss a part, or keep a piece of its ground, such as the clipped shadow of a transparent PNG.',
  },
  subject_small: {
    ...{ severity: 'warning', counts: 'share of the picture; 0.05 in strips', bound: 'least', limit: 0.12 },
    about: 'The pictures of what was given take so little room that the rest looks empty.',
  },
  subject_distant: {
    ...{
      severity: 'warning',
      counts: "share of an ad's width or height, whichever it takes more of; no strips",
      bound: 'least',
      limit: 0.335,
    },
    about: 'What an ad is about is so small in it that it is overlooked: a shoe in the corner of a white photograph.',
  },
  photo_dark: {
    ...{ severity: 'warning', counts: 'light, 0 to 255, below which nine tenths of it are', bound: 'least', limit: 60 },
    about: 'A photograph is so dark that little can be made out of it.',
  },
  field_empty: {
    ...{ severity: 'warning', counts: "share of a picture's field", bound: 'most', limit: 0.2 },
    about:
      'A photograph lies as a card in a field of another shape, which is empty beside it, or above and below. Also where more than 0.34 of a place is ground beyond one side of its photograph, without words on it: in a thumbnail any, in an ad what is blurred.',
  },
  ground_blurred: {
    ...{ severity: 'warning', counts: 'share of its place, by how busy the edges are', bound: 'most', limit: 0.14 },
    about:
      'A photograph does not have the shape of its place: much of that is filled with its mirrored, blurred edges, and they are seen.',
  },
  ground_mirrored: {
    ...{
      severity: 'warning',
      counts: 'levels by which the edge changes from pixel to pixel',
      bound: 'most',
      limit: 34,
    },
    about: 'The ground is continued where things stand at the edge of a photograph: they dissolve into a blur there.',
  },
  subject_looks_away: {
    ...{ severity: 'warning', counts: "share of the frame's width before the face", bound: 'least', limit: 0.4 },
    about: 'The subject looks out of the picture.',
  },
  brand_colour_absent: {
    ...{ severity: 'warning', counts: 'share of the picture', bound: 'least', limit: 0.01 },
    about: "Hardly anything is in the brand's first colour, within 3 of CIEDE2000.",
  },
  image_upscaled: {
    ...{ severity: 'warning', counts: 'times its own size', bound: 'most', limit: 2.5 },
    about: 'An image is shown so much larger than it is that it looks soft. A blurred ground does not count.',
  },
  image_left_out: {
    ...{ severity: 'warning', counts: 'images', bound: 'most', limit: 0 },
    about: 'A given person, product, background or logo is not shown.',
  },
  price_broken: {
    ...{ severity: 'error', counts: 'lines of the price', bound: 'most', limit: 0 },
    about: 'An amount is parted, or a part of a price is cut off, or hidden by more than a twentieth.',
  },
  copy_left_out: {
    ...{ severity: 'warning', counts: 'parts of the copy', bound: 'most', limit: 0 },
    about:
      'A given subline, button, point, label, author or brand, or a price, price before, badge, coupon, rating, legal line or QR code is not shown.',
  },
  missing_glyphs: {
    ...{ severity: 'error', counts: 'characters', bound: 'most', limit: 0 },
    about: 'No font draws these characters, nor a plain equal of them; they are left out.',
  },
  font_missing: {
    ...{ severity: 'error', counts: 'scripts', bound: 'most', limit: 0 },
    about: 'The font package of a script is not installed; its characters are left out.',
  },
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDINGS;
export const FINDING_CODES = Object.keys(FINDINGS) as [FindingCode, ...FindingCode[]];

/** What an inspection found, as it is stored with an output. */
export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  severity: z.enum(SEVERITIES),
  value: z.number().describe('What was measured; docs/inspection.md says what it counts.'),
  limit: z.number(),
  message: z.string(),
  boxes: z
    .array(z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }))
    .optional()
    .describe('Where it is seen, in shares of the width and height of the picture; left out where it has no place.'),
});
export type Finding = z.infer<typeof findingSchema>;

/** A finding with its number rounded to thousandths; `limit` is needed where the format sets it. */
export function finding(code: FindingCode, value: number, message: string, limit?: number): Finding {
  const kind: FindingKind = FINDINGS[code];
  const rounded = Math.round(value * 1000) / 1000;
  return { code, severity: kind.severity, value: rounded, limit: limit ?? kind.limit ?? 0, message };
}
