import sharp from 'sharp';
import { expect, test } from 'vitest';
import { regionAbove } from '../planes/region.ts';
import { bytes, withScratch } from '../planes/scratch.ts';
import { silhouette } from './silhouette.ts';

/** A white wall and a white table, whose edge runs across; before them what is drawn. */
async function scene(drawn: string, wall = '#f4f5f6') {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="180">
    <rect width="240" height="180" fill="${wall}"/><rect y="130" width="240" height="50" fill="#e9ebec"/>${drawn}</svg>`;
  const { data, info } = await sharp(Buffer.from(picture)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: 3 as const };
}

const CONSOLE = `<rect x="70" y="40" width="90" height="100" fill="#fbfcfd" stroke="#dfe2e4"/>
  <path d="M70 90H160" stroke="#333"/><circle cx="175" cy="135" r="14" fill="#dcdfe2"/>`;

test('a white thing before a white wall is all that lies between its lines, without the edge of its table', async () => {
  const { data, width, height } = silhouette(await scene(CONSOLE)) ?? { data: [], width: 0, height: 0 };
  const box = regionAbove(127, data, width, height, 0);
  for (const [found, drawn] of [
    [box?.left, 70],
    [box?.top, 40],
    [box?.width, 120],
    [box?.height, 110],
  ] as const)
    expect(Math.abs((found ?? 0) - drawn)).toBeLessThanOrEqual(4);
  expect(data[70 * width + 110]).toBe(255);
  expect(data[70 * width + 180]).toBe(0);
});

test('nothing is found where nothing stands, and where the ground is not plain', async () => {
  const leaves = Array.from({ length: 400 }, (_, at) => {
    const [x, y] = [(at * 53) % 240, (at * 97) % 180];
    return `<circle cx="${x}" cy="${y}" r="3" fill="#${(at % 9) + 1}a5"/>`;
  });
  expect(silhouette(await scene(''))).toBeUndefined();
  expect(silhouette(await scene(leaves.join('') + CONSOLE))).toBeUndefined();
});

test('what an image before it left in the scratch planes changes nothing', async () => {
  const image = await scene(CONSOLE);
  const leave = (value: number) => withScratch(() => void bytes(2 ** 21).fill(value));
  leave(0);
  const clean = silhouette(image);
  leave(255);
  expect(silhouette(image)).toEqual(clean);
});
