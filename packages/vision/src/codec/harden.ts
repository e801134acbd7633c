import sharp from 'sharp';

const TAKEN_LOADERS = ['Jpeg', 'Png', 'Webp'].flatMap((name) => [
  `VipsForeignLoad${name}Buffer`,
  `VipsForeignLoad${name}File`,
]);

/**
 * Closes every image loader of this process except JPEG, PNG and WebP, whatever a file pretends to be: libvips also
 * reads SVG, TIFF, GIF, HEIF and its own format, and each is a way in. Every process that opens uploads calls this
 * first. Also sets one thread an image: images side by side use the cores better than threads within one, and take less
 * memory.
 */
export function hardenImageLibrary(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: TAKEN_LOADERS });
  sharp.concurrency(1);
  sharp.cache(false);
}
