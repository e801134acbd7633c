/** What an order asks of its variants. */
export interface Terms {
  readonly count: number;
  /** No picture with an error is shown. */
  readonly strict: boolean;
  /** Formats that cannot be had are left out. */
  readonly lenient: boolean;
  /** Somebody waits: few candidates are tried. */
  readonly quick?: boolean;
}
