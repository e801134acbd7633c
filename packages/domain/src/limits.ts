/** Bounds on what a client may hand in. Each is named in the error that it causes. */
export const LIMITS = {
  /** Bytes of one uploaded file: 50 MB. */
  uploadBytes: 50_000_000,
  /** Width times height of one uploaded image: 50 megapixels. */
  uploadPixels: 50_000_000,
  /** Files in one upload request. */
  uploadFiles: 20,
  /** Longest side, in pixels, of the working master that ingest keeps. */
  masterSide: 4096,
  /** Variants of one generation. */
  variants: 8,
  /** Outputs of one generation: variants times formats. */
  outputs: 48,
  /** Assets that one generation may use. */
  generationAssets: 12,
  /** Rows on one page of a list. */
  pageSize: 100,
} as const;
