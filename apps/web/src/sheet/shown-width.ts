/** Formats of one variant are equally tall, strips flatter, so that a row can be compared at a glance. */
const TALL_PX = 240;
const WIDE_PX = 728;

/** How wide a picture is shown beside others of its variant: never wider than it is. */
export function shownWidth({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.min((TALL_PX * width) / height, WIDE_PX, width);
}
