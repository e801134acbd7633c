/** Draws every sample image into packages/samples/images: `npm run samples`. Takes some minutes. */
import { mkdir } from 'node:fs/promises';
import { HARD_FOLDER, IMAGES_FOLDER } from '@proofsheet/samples';
import sharp from 'sharp';
import { lay, type Picture, resize } from './compose.ts';
import { expose } from './expose.ts';
import { logo } from './logo.ts';
import { STAGE_NAMES, type StageName, stages } from './scenes/stages.ts';
import { screenshot } from './screenshot.ts';
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

/** A photograph of a stage, and beside it the mask of its subject. Drawn smaller than printed, as a phone's lens sees it. */
async function drawStage(name: StageName): Promise<void> {
  const [width, height] = stages[name].size;
  const [drawnWidth, drawnHeight] = [Math.round(width * DRAWN), Math.round(height * DRAWN)];
  const drawn = await picture(name, drawnWidth, drawnHeight);
  const mask = Buffer.from(Uint8Array.from({ length: drawnWidth * drawnHeight }, (_, at) => maskAt(drawn, at)));
  for (let at = 3; at < drawn.pixels.length; at += 4) drawn.pixels[at] = 1;
  await print(resize(drawn, width, height), 3)
    .removeAlpha()
    .jpeg({ quality: 84, mozjpeg: true })
    .toFile(`${HARD_FOLDER}${name}.jpg`);
  await sharp(mask, { raw: { width: drawnWidth, height: drawnHeight, channels: 1 } })
    .resize({ width: 160, height: 160, fit: 'inside' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toFile(`${HARD_FOLDER}${name}-mask.png`);
}
const DRAWN = 0.6;
const maskAt = ({ pixels }: Picture, at: number) => Math.round(Math.min(1, pixels[at * 4 + 3] ?? 0) * 255);

async function drawScreenshot(): Promise<void> {
  const photographed = ['shoe', 'chair', 'bottle', 'jug', 'car', 'camera', 'dogs'].map(
    (one) => `${HARD_FOLDER}${one}.jpg`,
  );
  const page = await screenshot([`${IMAGES_FOLDER}headphones.png`, ...photographed]);
  await page.png({ palette: true, colours: 200, compressionLevel: 9 }).toFile(`${HARD_FOLDER}screenshot.png`);
}

/** As logos come from a folder of someone's: on the brand's colour to all edges, and as a JPEG on white. */
async function drawOpaqueLogos(): Promise<void> {
  await sharp(Buffer.from(logo('#ffffff')))
    .flatten({ background: '#1f4fd8' })
    .png({ compressionLevel: 9, palette: true })
    .toFile(`${HARD_FOLDER}orvane-field.png`);
  await sharp(Buffer.from(logo('#1c1b1a')))
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82 })
    .toFile(`${HARD_FOLDER}orvane-plate.jpg`);
}

const drawings = {
  product: drawProduct,
  person: drawPerson,
  background: drawHills,
  logo: drawLogo,
  ...Object.fromEntries(STAGE_NAMES.map((name) => [name, () => drawStage(name)])),
  screenshot: drawScreenshot,
  'opaque-logos': drawOpaqueLogos,
};
const wanted = process.argv.slice(2);

await mkdir(HARD_FOLDER, { recursive: true });
for (const [name, draw] of Object.entries(drawings)) {
  if (wanted.length === 0 || wanted.includes(name)) await draw();
}
