/** The compositions a template may offer. A template lays itself out for a class, never for a size. */
export const ASPECT_CLASSES = ['wide', 'square', 'tall', 'strip', 'tower'] as const;
export type AspectClass = (typeof ASPECT_CLASSES)[number];

/** From this ratio on two things fit side by side: 4:3 is wide, 300x250 and 5:4 are still square. */
const WIDE = 1.3;
/** From this ratio on nothing fits below the headline: 320x100 and 970x250 are strips, a 21:9 cover is not. */
const STRIP = 2.6;

/**
 * The class of a size, by its ratio alone. The same limits hold for portrait as for landscape: 3:4 is tall and 4:5
 * square, 300x600 is tall and 160x600 a tower.
 */
export function aspectOf(width: number, height: number): AspectClass {
  const landscape = width >= height;
  const ratio = landscape ? width / height : height / width;
  if (ratio >= STRIP) return landscape ? 'strip' : 'tower';
  if (ratio >= WIDE) return landscape ? 'wide' : 'tall';
  return 'square';
}
