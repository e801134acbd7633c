/** Bounds on what a client may hand in. Each is named in the error that it causes. */
export const LIMITS = {
  /** Bytes of one uploaded file: 50 MB. */
  uploadBytes: 50_000_000,
  /** Bytes of one uploaded font: 5 MB. */
  fontBytes: 5_000_000,
  /** Width times height of one uploaded image: 50 megapixels. */
  uploadPixels: 50_000_000,
  /** Files in one upload request. */
  uploadFiles: 20,
  /** Longest side, in pixels, of the working master that ingest keeps. */
  masterSide: 4096,
  /**
   * Longest side, in pixels, of the proxy that ingest makes of a larger master: it is decoded in the master's stead. Stored
   * proxies are taken to be of this size: raise it only with a new analysis version, so that all are made anew.
   */
  proxySide: 2560,
  /** Variants of one generation. */
  variants: 8,
  /** Outputs of one generation, variants times formats: four variants of `everything` are 140. */
  outputs: 160,
  /** Sides, in pixels, of a size of one's own. */
  formatSide: { least: 16, most: 8192 },
  /** Width times height of one output: 8K UHD. */
  formatPixels: 7680 * 4320,
  /** Pixels of all formats of one variant, which a worker holds at once: 200 MB. */
  variantPixels: 2 * 7680 * 4320,
  /** The least byte cap that can be asked for; below it no file has room for its own headers. */
  leastCap: 1_000,
  /** Assets that one generation may use. */
  generationAssets: 12,
  /** The longest deadline of a generation: a week. */
  deadlineSeconds: 7 * 24 * 3600,
  /** Rows on one page of a list. */
  pageSize: 100,
} as const;
