import { FINDINGS, type Finding, type FindingCode, type Format } from '@proofsheet/domain';
import { clip } from '@proofsheet/raster';
import type { Composition } from '../compose/compose.ts';
import { inPreview, shownSize } from '../compose/legibility/thresholds.ts';
import type { Layout } from '../layout/layers.ts';
import { leastLogoHeight } from '../layout/logo.ts';
import { seenBlur } from '../layout/seen-blur.ts';
import { isCutout } from '../templates/manifest.ts';
import { standingOf } from '../templates/standing.ts';
import { enlargementOf, isToBeRead, leftOutImages, previewHeightOf } from './findings.ts';
import { leftOutOfOffer, leftOutWords } from './offer-findings.ts';
import { bareGround, shownRoom } from './room-findings.ts';
import { lightIn, picturesOf, reachOf } from './seen-subject.ts';

/** The factors of the score, 0 to 1 each: any of them alone can spoil a picture. */
export const SCORE_PARTS = {
  contrast: 'the contrast of the faintest line, as a share of what WCAG asks of its size, and that of the logo',
  headline: 'the height of the headline: of a thumbnail in its preview, of an ad as a share of the frame',
  legible: 'the size of the smallest line as it is shown',
  whole: 'whether all lines are drawn whole, apart, with every character, and inside the frame',
  clear: 'whether text keeps off the focus, the reserved zones and what stands before it',
  faces: 'how much of the faces is seen, and whether they or arms are cut, or look out of the picture',
  subject:
    'how much of the subject, or of a photograph in which none was found, is seen: not cut off by the frame, covered by words, plates and fades, or lost on its ground',
  room: 'how much of the picture shows what was given',
  reach: 'how far the subject reaches along the frame of an ad',
  light: 'how much light is in photographs that are shown with their ground',
  filled:
    'how much of its place each photograph fills, without mirrored edges that are seen as such, and bare colour beside it',
  cutout: 'how far what is cut out can be trusted to be whole and clean',
  logo: 'whether the logo is large enough for its lines, has its clear space, keeps off the subject, and needs no plate',
  brand: "whether the brand's colours are there",
  sharp: 'how far images are enlarged',
  given:
    'how much it shows of the subjects, of subline, button, points, labels and author as far as a template can, and of the offer',
  size: 'whether the file has the sides and the bytes that its format allows',
  template: 'how often pictures of its template were publishable, beside others of the same orders',
} as const;
export type ScoreParts = Readonly<Record<keyof typeof SCORE_PARTS, number>>;

/**
 * How much each part counts, as the exponent of its factor: fitted by `npm run verdicts -- fit` on pictures that people
 * judged, drawn towards 1 where these say little.
 */
export const SCORE_WEIGHTS: Readonly<Record<keyof typeof SCORE_PARTS, number>> = {
  contrast: 1,
  headline: 1.1,
  legible: 0.9,
  whole: 1,
  clear: 1,
  faces: 1,
  subject: 1.6,
  room: 1.3,
  reach: 0.9,
  light: 1.3,
  filled: 1.5,
  cutout: 1.1,
  logo: 1.1,
  brand: 1,
  sharp: 1.2,
  given: 1,
  size: 1,
  template: 1,
};

/** The factor for a picture that shows only the first of several subjects. */
const WITHOUT_SUBJECTS = 0.7;
/** The factor for each given image that is not shown, whatever other templates could. */
const WITHOUT_IMAGE = 0.75;
/** The factor for each part of the offer, and each other of the given texts, that is not shown. */
const WITHOUT_PART = 0.85;
/** The factor for each part of the given copy that is not shown though another template could. */
const WITHOUT_WORDS = 0.6;
/** The height of the headline's letters in a preview 94 pixels high, in pixels, from which its part is 1. */
const GOOD_PREVIEW = 10;
/** The height of an ad's headline letters, as a share of the root of its area, from which its part is 1. */
const GOOD_HEADLINE = 0.062;
/** The type size as shown, in pixels, from which its part is 1. */
const GOOD_SIZE = 9;
/** How many times its own size an image is shown until its part falls. */
const SHARP = 2;
/** The least of an enlarged image's part: a small file is named as a finding and is the client's to replace. */
const SOFT = 0.7;
/** The share of the frame's width or height from which the part of an ad's subject is 1. */
const GOOD_REACH = 0.5;
/** The light in a photograph from which its part is 1. */
const GOOD_LIGHT = 120;
/** Of ground beyond one side of a photograph this share is air. */
const BARE_UNSEEN = 0.2;
/** The share of a cut-out's outline that may be lost on its ground before its part falls. */
const LOST = 0.25;
/** How far a cut-out can be trusted from which its part is 1. */
const GOOD_TRUST = 0.85;
/** The factor for a logo that cannot be read without a plate. */
const PLATED = 0.9;
/** By how much a finding multiplies its part. */
const FACTORS: Partial<Record<FindingCode, number>> = {
  text_outside: 0.3,
  text_clipped: 0.3,
  missing_glyphs: 0.5,
  lines_touch: 0.6,
  text_crowded: 0.6,
  price_broken: 0.4,
  text_in_reserved_zone: 0.5,
  text_hidden: 0.5,
  text_on_focus: 0.6,
  face_covered: 0.4,
  face_cut: 0.5,
  arm_cut: 0.7,
  subject_cut_off: 0.7,
  subject_looks_away: 0.85,
  logo_crowded: 0.7,
  logo_on_subject: 0.7,
  fine_logo: 0.85,
  text_on_subject: 0.7,
  ground_mirrored: 0.85,
  brand_colour_absent: 0.7,
  wrong_size: 0,
  over_byte_cap: 0,
};

export function partsOf(layout: Layout, composition: Composition, findings: readonly Finding[]): ScoreParts {
  const { format, omits } = layout.setting;
  const { runs, logos, veiled } = composition;
  const found = new Set(findings.map(({ code }) => code));
  const factorOf = (...codes: FindingCode[]) =>
    codes.reduce((product, code) => product * (found.has(code) ? (FACTORS[code] ?? 1) : 1), 1);
  const weak = (['face_cut', 'arm_cut', 'subject_cut_off', 'subject_looks_away'] as const).find((code) =>
    found.has(code),
  );
  return {
    contrast: Math.min(
      1,
      ...runs.map((run) => run.contrast / run.leastContrast),
      ...logos.map((logo) => logo.contrast / FINDINGS.faint_logo.limit),
    ),
    headline: headlinePart(composition, format),
    legible: Math.min(1, ...runs.filter(isToBeRead).map((run) => shownSize(run, format) / GOOD_SIZE)),
    whole: factorOf('text_outside', 'text_clipped', 'missing_glyphs', 'lines_touch', 'text_crowded', 'price_broken'),
    clear: factorOf('text_on_focus', 'text_in_reserved_zone', 'text_hidden'),
    faces: (found.has('face_covered') ? factorOf('face_covered') : 1 - veiled) * (weak ? factorOf(weak) : 1),
    subject: subjectPart(layout, composition.covered) * outlinePart(composition) * factorOf('text_on_subject'),
    room: roomPart(layout),
    reach: reachPart(layout),
    light: Math.min(1, (lightIn(layout, composition.canvas) ?? GOOD_LIGHT) / GOOD_LIGHT),
    filled: filledPart(layout) * factorOf('ground_mirrored'),
    cutout: Math.min(1, ...picturesOf(layout).map(({ photo }) => photo.trust / GOOD_TRUST)),
    logo: logoPart(layout, composition) * factorOf('logo_crowded', 'logo_on_subject', 'fine_logo'),
    brand: factorOf('brand_colour_absent'),
    sharp: Math.max(SOFT, Math.min(1, SHARP / Math.max(1, enlargementOf(layout)))),
    given:
      (1 - (1 - WITHOUT_SUBJECTS) * omits.pictures) *
      WITHOUT_WORDS ** omits.copy *
      WITHOUT_PART ** (leftOutOfOffer(layout).length + Math.max(0, leftOutWords(layout).length - omits.copy)) *
      WITHOUT_IMAGE ** leftOutImages(layout, composition.logos),
    size: factorOf('wrong_size', 'over_byte_cap'),
    template: standingOf(layout.setting.template),
  };
}

/** Up to the limits of the findings nothing is lost; from there on the part falls to nothing at a half. */
function subjectPart(layout: Layout, covered: number): number {
  const cut = Math.max(0, ...picturesOf(layout).map(({ placement }) => placement.cutOffShare));
  const left = (share: number, limit: number) => Math.min(1, Math.max(0, 1 - (share - limit) / (0.5 - limit)));
  return left(cut, FINDINGS.subject_cut.limit) * left(covered, FINDINGS.subject_covered.limit) * unknownPart(layout);
}

/** The shares of a photograph of which nothing was found between which its part falls to nothing. */
const OF_UNKNOWN = { all: 0.65, none: 0.25 } as const;

/** How much is shown of photographs of which nothing is known: what a crop takes away may be what they are about. */
function unknownPart(layout: Layout): number {
  const shares = picturesOf(layout)
    .filter(
      ({ slot, photo }) =>
        !isCutout(slot) && (!photo.subject || photo.isUnknown) && photo.heads.length === 0 && !photo.isPage,
    )
    .map(({ photo, placement }) => {
      const { width, height } = clip(placement.crop, { x: 0, y: 0, width: photo.width, height: photo.height });
      return (width * height) / (photo.width * photo.height);
    });
  const { all, none } = OF_UNKNOWN;
  return Math.min(1, ...shares.map((share) => Math.max(0, (share - none) / (all - none))));
}

function filledPart(layout: Layout): number {
  const losses = picturesOf(layout).map((picture) =>
    Math.max(seenBlur(picture.photo, picture.placement), picture.placement.empty),
  );
  return 1 - Math.max(0, bareGround(layout) - BARE_UNSEEN, ...losses);
}

function outlinePart({ lost }: Composition): number {
  return 1 - Math.max(0, lost - LOST) / (1 - LOST);
}

function reachPart(layout: Layout): number {
  const { kind, aspect } = layout.setting.format;
  if (kind !== 'AD' || aspect === 'strip') return 1;
  return Math.min(1, (reachOf(layout) ?? GOOD_REACH) / GOOD_REACH);
}

/** Of the letters' size, what their height is about. */
const CAPITALS = 0.72;

/** What is good enough was set with these: fitting the score anew must not change which pictures are made. */
const MERIT_WEIGHTS = { headline: 1.2, subject: 0.9, room: 0.9, reach: 0.9, filled: 1.4 } as const;

/** How good a layout is before it is drawn, 0 to 1: by the parts of the score that it decides. */
export function meritOf(layout: Layout): number {
  return (
    headlineMerit(layout) ** MERIT_WEIGHTS.headline *
    subjectPart(layout, 0) ** MERIT_WEIGHTS.subject *
    roomPart(layout) ** MERIT_WEIGHTS.room *
    reachPart(layout) ** MERIT_WEIGHTS.reach *
    filledPart(layout) ** MERIT_WEIGHTS.filled
  );
}

function headlineMerit({ headline, setting: { format } }: Layout): number {
  const tallest = Math.max(0, ...headline.map(({ size }) => size)) * CAPITALS;
  if (format.kind === 'THUMBNAIL') return Math.min(1, inPreview(tallest, format) / GOOD_PREVIEW);
  return Math.min(1, tallest / Math.sqrt(format.width * format.height) / GOOD_HEADLINE);
}

/** From this share of the picture on nothing is gained by more. In strips words need nearly all the room. */
const GOOD_ROOM = { strip: 0.125, other: 0.225 } as const;

function roomPart(layout: Layout): number {
  const { shown } = shownRoom(layout);
  const good = layout.setting.format.aspect === 'strip' ? GOOD_ROOM.strip : GOOD_ROOM.other;
  return shown === undefined ? 1 : Math.min(1, Math.sqrt(shown / good));
}

function logoPart({ setting: { format } }: Layout, { logos }: Composition): number {
  return Math.min(
    1,
    ...logos.map(({ box, plated }) => Math.min(1, box.height / leastLogoHeight(format, box)) * (plated ? PLATED : 1)),
  );
}

function headlinePart({ runs }: Composition, format: Format): number {
  if (format.kind === 'THUMBNAIL') return Math.min(1, previewHeightOf(runs, format) / GOOD_PREVIEW);
  const tallest = Math.max(0, ...runs.filter(({ slot }) => slot === 'headline').map(({ inkHeight }) => inkHeight));
  return Math.min(1, tallest / Math.sqrt(format.width * format.height) / GOOD_HEADLINE);
}

/** One number from the parts, 0 to 1: their product, each raised to its weight, rounded to thousandths. */
export function scoreOf(parts: ScoreParts): number {
  const product = Object.entries(parts).reduce(
    (sofar, [name, part]) => sofar * part ** SCORE_WEIGHTS[name as keyof ScoreParts],
    1,
  );
  return Math.round(product * 1000) / 1000;
}
