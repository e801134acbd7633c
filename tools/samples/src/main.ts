/** Draws every sample image into packages/samples/images: `npm run samples`. Takes some minutes. */
import { mkdir } from 'node:fs/promises';
import { IMAGES_FOLDER } from '@proofsheet/samples';
import sharp from 'sharp';
import { lay, type Picture, resize } from './compose.ts';
import { expose } from './expose.ts';
import { logo } from './logo.ts';
import { PRODUCT_POSITION } from './set.ts';
import type { ShotName } from './shots.ts';
import { toDisplay } from './tone-curve.ts';

async function picture(shot: ShotName, width: number, height: number): Promise<Picture> {
  const started = performance.now();
  const pixels = await expose(shot, width, height);
  process.stdout.write(`${shot}: ${width}x${height} in ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  return { width, height, pixels };
}

function print({ pixels, width, height }: Picture, grain: number) {
  return sharp(toDisplay(pixels, width, grain), { raw: { width, height, channels: 4 } });
}

async function drawProduct(): Promise<void> {
  const product = await picture('product', 2000, 2000);
  await print(product, 0.5)
    .resize(1600, 1600, { kernel: 'mitchell' })
    .png({ compressionLevel: 9 })
    .toFile(`${IMAGES_FOLDER}headphones.png`);
  const set = resize(await picture('set', 1000, 750), 4000, 3000);
  const photograph = lay(product, set, PRODUCT_POSITION.left * 3000, PRODUCT_POSITION.top * 3000);
  await print(photograph, 4)
    .removeAlpha()
    .jpeg({ quality: 90, mozjpeg: true })
    .toFile(`${IMAGES_FOLDER}headphones-photo.jpg`);
}

async function drawPerson(): Promise<void> {
  const person = await picture('person', 1280, 1440);
  await print(person, 0.5)
    .webp({ quality: 90, alphaQuality: 100, effort: 6, smartSubsample: true })
    .toFile(`${IMAGES_FOLDER}mara.webp`);
}

async function drawHills(): Promise<void> {
  const hills = await picture('hills', 2560, 1440);
  await print(hills, 3).removeAlpha().jpeg({ quality: 84, mozjpeg: true }).toFile(`${IMAGES_FOLDER}dusk-hills.jpg`);
}

async function drawLogo(): Promise<void> {
  await sharp(Buffer.from(logo('#ec5f38')))
    .png({ compressionLevel: 9 })
    .toFile(`${IMAGES_FOLDER}orvane-logo.png`);
}

const drawings = { product: drawProduct, person: drawPerson, background: drawHills, logo: drawLogo };
const wanted = process.argv.slice(2);

await mkdir(IMAGES_FOLDER, { recursive: true });
for (const [name, draw] of Object.entries(drawings)) {
  if (wanted.length === 0 || wanted.includes(name)) await draw();
}
