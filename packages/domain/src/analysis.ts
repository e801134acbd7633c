import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What ingest learned of an image. Stored with the `Asset`; every later picture is composed by it. */
export const analysisSchema = z.object({
  version: z.literal(1),
  /** Size of the working master in pixels, upright. */
  width: z.int().positive(),
  height: z.int().positive(),
  /** Whether some pixel is see-through: then the alpha is the cut-out. */
  hasAlpha: z.boolean(),
  /** Where the eye goes, as shares of width and height from the upper left. */
  focus: z.object({ x: share, y: share }),
  /** The opaque part of an image with alpha, as shares: subjects are placed by it. */
  bounds: z.object({ x: share, y: share, width: share, height: share }),
  /** Up to six colours, the most frequent first, with their shares of the visible pixels. */
  palette: z.array(z.object({ hex: z.string(), share })).min(1),
  /** Mean lightness of the visible pixels, 0 black to 1 white. */
  lightness: share,
  /** A thumbhash, base64: what a page shows until the image is there. */
  placeholder: z.string(),
});
export type Analysis = z.infer<typeof analysisSchema>;
