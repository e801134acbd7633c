import { z } from 'zod';
import { assetRoleSchema } from './kinds.ts';

const share = z.number().min(0).max(1);
/** From the upper left, as shares of width and height. */
export const pointSchema = z.object({ x: share, y: share });
/** As shares of width and height. */
const box = z.object({ x: share, y: share, width: share, height: share });

export type Point = z.infer<typeof pointSchema>;
export type Box = z.infer<typeof box>;

/** Raised whenever ingest learns more, or measures better: `proofsheet reanalyse` then analyses older assets again. */
export const ANALYSIS_VERSION = 6;

const faceSchema = box.extend({
  score: share,
  /** As the viewer sees them: the left eye is the one nearer to the left edge of the picture. */
  eyes: z.object({ left: pointSchema, right: pointSchema }),
  nose: pointSchema,
  mouth: pointSchema,
  /** Where the head is turned: -1 to the left edge of the picture, 0 at the viewer, 1 to the right edge. */
  gaze: z.number().min(-1).max(1),
});
export type Face = z.infer<typeof faceSchema>;

/** How a subject was separated from its ground. */
export const CUTOUT_METHODS = ['alpha', 'plain-ground', 'person', 'model', 'hand'] as const;
export type CutoutMethod = (typeof CUTOUT_METHODS)[number];

const cutoutSchema = z.object({
  by: z.enum(CUTOUT_METHODS),
  /**
   * Where the subject is in the image. The stored cut-out is exactly this part; with `alpha` it is the image itself.
   */
  bounds: box,
  /** How much of each side of the image the subject runs out of, as a share: it can only stand on such a side. */
  touches: z.object({ left: share, top: share, right: share, bottom: share }),
  /** 0 to 1: the least of `parts`. */
  confidence: share,
  parts: z.object({ area: share, edge: share, agreement: share }),
  /** Good enough to be shown on any ground. Templates frame the image otherwise. */
  usable: z.boolean(),
});
export type Cutout = z.infer<typeof cutoutSchema>;

/** Whose word it is that the subject is where it is. */
export const SUBJECT_METHODS = [...CUTOUT_METHODS, 'faces'] as const;

const subjectSchema = z.object({
  /**
   * `one` thing, or people who stand together; `several` things apart from one another; `none` where nothing in
   * particular stands out: a landscape, a screenshot, a pattern.
   */
  kind: z.enum(['one', 'several', 'none']),
  /** Around all of it. With `none`, what stands out most all the same: no picture needs to keep it whole. */
  box,
  /**
   * How much of each cell of the whole image is subject, 0 to 255: rows of bytes, deflated, base64. No side has more
   * than 96 cells. `decodeMask` of packages/raster reads it.
   */
  mask: z.object({ width: z.int().positive(), height: z.int().positive(), data: z.string() }),
  by: z.enum(SUBJECT_METHODS),
  /** That the subject is there, 0 to 1. Whether it can be cut out is said by `cutout`. */
  confidence: share,
  /** Whether it is people: by their faces, or by their shape where they show none. */
  person: z.boolean(),
  /** Around each of the separate things, the largest first. */
  parts: z.array(box).max(6),
});
export type PhotographedSubject = z.infer<typeof subjectSchema>;

/** What could not be analysed, and why. The asset is READY all the same. */
export const ANALYSIS_FINDINGS = [
  'vision_unavailable',
  'ground_not_plain',
  'cutout_implausible',
  'cutout_model_timeout',
  'cutout_model_memory',
  'cutout_model_failed',
  'nsfw_model_failed',
] as const;
export type AnalysisFinding = (typeof ANALYSIS_FINDINGS)[number];

/** What version 1 did not measure. */
const seenSchema = z.object({
  /** Of the sharpest part: 0 is blurred, 1 is sharp to the pixel. */
  sharpness: share,
  /** Shares of the visible pixels that are clipped to black or to white. */
  exposure: z.object({ black: share, white: share }),
  tone: z.enum(['dark', 'light']),
  colours: z.enum(['colour', 'grey']),
  /** Measured along the border of the image: what a product photograph stands in front of. */
  ground: z.object({
    plain: z.boolean(),
    hex: z.string(),
    /** White paper around a thing that the image was trimmed to: it ends at the edges, and is not cut off there. */
    trimmed: z.boolean().optional(),
  }),
  /** A page is of the web or of an app: all of it counts. */
  nature: z.object({ is: z.enum(['photo', 'logo', 'page']), confidence: share }),
  /** The role that a person would most likely give it. */
  role: z.object({ is: assetRoleSchema, confidence: share }),
  /** Only with a model of the operator: from 0, harmless, to 1. */
  nsfw: share.optional(),
});
export type Seen = z.infer<typeof seenSchema>;

/** What ingest learned about an image. Stored with the `Asset`; every picture made of it is composed by this. */
export const analysisSchema = z.object({
  version: z.int().min(1).max(ANALYSIS_VERSION),
  /** Size of the working master in pixels, upright. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Whether any pixel is transparent: then the alpha channel is the cut-out. */
  hasAlpha: z.boolean(),
  /** Where the eye goes. */
  focus: pointSchema,
  focusBy: z.enum(['person', 'faces', 'subject', 'attention']).default('attention'),
  /** The opaque part of an image with alpha, by which subjects are placed. */
  bounds: box,
  /** The image within the rims of its file, such as the black border of an old print or the bars of a film; where it has any. */
  picture: box.optional(),
  /** The largest first. */
  faces: z.array(faceSchema).default([]),
  /** Null where none was found. */
  cutout: cutoutSchema.nullable().default(null),
  /** Where the subject is, whether or not it can be cut out. Not known of an image analysed before version 3. */
  subject: subjectSchema.optional(),
  findings: z.array(z.object({ code: z.enum(ANALYSIS_FINDINGS), message: z.string() })).default([]),
  /** Up to six colours, the most frequent first, with their shares of the visible pixels. */
  palette: z
    .array(
      z.object({
        hex: z.string(),
        share,
        /** Lightness 0 to 1, chroma from 0, hue in degrees. Version 1 had none. */
        oklch: z.object({ l: z.number(), c: z.number(), h: z.number() }).optional(),
      }),
    )
    .min(1),
  /** Mean lightness of the visible pixels, 0 black to 1 white. */
  lightness: share,
  seen: seenSchema.optional(),
  /** A thumbhash, base64: what a page shows until the image is there. */
  placeholder: z.string(),
});
export type Analysis = z.infer<typeof analysisSchema>;

/** What a person corrected. Kept beside the analysis, so that analysing again never loses it. */
export const correctionSchema = z.object({
  focus: pointSchema.optional(),
  /** False: the cut-out is not used, however high its confidence. */
  cutout: z.literal(false).optional(),
});
export type Correction = z.infer<typeof correctionSchema>;

/**
 * What a mask that a person has drawn says of an image. Kept beside the analysis, too: whatever ingest sees later, this is the
 * subject.
 */
export const handCutoutSchema = z.object({
  cutout: cutoutSchema,
  subject: subjectSchema,
  /** The middle of the subject. */
  focus: pointSchema,
});
export type HandCutout = z.infer<typeof handCutoutSchema>;

/** The analysis that pictures are composed by. */
export function corrected(found: Analysis, { focus, cutout }: Correction, hand: HandCutout | null = null): Analysis {
  const analysis = hand ? withHandCutout(found, hand) : found;
  return {
    ...analysis,
    ...(focus ? { focus, focusBy: 'person' as const } : {}),
    ...(cutout === false ? { cutout: null } : {}),
  };
}

/** What says that nothing could be cut out. */
const ABOUT_CUTOUTS: ReadonlySet<AnalysisFinding> = new Set([
  'ground_not_plain',
  'cutout_implausible',
  'cutout_model_timeout',
  'cutout_model_memory',
  'cutout_model_failed',
]);

/** Faces stay where the eye goes. */
function withHandCutout(analysis: Analysis, { cutout, subject, focus }: HandCutout): Analysis {
  const findings = analysis.findings.filter(({ code }) => !ABOUT_CUTOUTS.has(code));
  const focused = analysis.focusBy === 'faces' ? {} : { focus, focusBy: 'subject' as const };
  return { ...analysis, ...focused, cutout, subject, findings };
}
