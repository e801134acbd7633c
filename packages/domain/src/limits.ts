/** Limits on what a client may send. Each is named in the error that it causes. */
export const LIMITS = {
  /** Bytes of one uploaded file: 50 MB. */
  uploadBytes: 50_000_000,
  /** Bytes of one uploaded font: 5 MB. */
  fontBytes: 5_000_000,
  /** Bytes of a mask that a person has drawn: 10 MB. */
  maskBytes: 10_000_000,
  /** Width times height of one uploaded image: 50 megapixels. */
  uploadPixels: 50_000_000,
  /**
   * How many times as long as short an image may be: within `masterSide` a longer strip would keep so few pixels of its
   * short side that every picture of it is a blur.
   */
  uploadAspect: 32,
  /** Files in one upload request. */
  uploadFiles: 20,
  /** How long the address of a direct upload works. */
  directUploadSeconds: 300,
  /** Longest side, in pixels, of the working master that ingest keeps. */
  masterSide: 4096,
  /**
   * Longest side, in pixels, of the proxy that ingest makes of a larger master, to be decoded instead of it. Stored
   * proxies are assumed to have this size: raise it only together with the analysis version, so that all of them are
   * made anew.
   */
  proxySide: 2560,
  /** How long an answer is held back at most: shorter than the minute after which many proxies give up. */
  waitSeconds: 55,
  /** Variants of one generation. */
  variants: 8,
  /** Formats of one preview: somebody waits for all of them. The catalogue fits, with sizes of one's own. */
  previewFormats: 64,
  /** Outputs of one generation: variants times formats. Four variants of `everything` are 140. */
  outputs: 160,
  /** Sides of a custom size, in pixels. */
  formatSide: { least: 16, most: 8192 },
  /** Width times height of one output: 8K UHD. */
  formatPixels: 7680 * 4320,
  /** Pixels of all formats of one variant, which are made one after the other: this bounds the time that one takes. */
  variantPixels: 2 * 7680 * 4320,
  /** The least byte cap that can be asked for: below it a file has no room for its headers. */
  leastCap: 1_000,
  /** Assets that one generation may use. */
  generationAssets: 12,
  /** The longest deadline of a generation: a week. */
  deadlineSeconds: 7 * 24 * 3600,
  /** How long a generation may stay after its end, where it is to go: a minute to ten years. */
  expirySeconds: { least: 60, most: 10 * 365 * 24 * 3600 },
  /** Generations of one batch. */
  batchRows: 1_000,
  /** Bytes of the body of a batch. */
  batchBytes: 8_000_000,
  /** Rows on one page of a list. */
  pageSize: 100,
} as const;
