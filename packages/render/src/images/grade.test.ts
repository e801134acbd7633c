import { differenceCiede2000, formatHex } from 'culori';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { type Graded, gradeLevels, MOST_SUBJECT_CHANGE } from './grade.ts';

type Rgb = readonly [r: number, g: number, b: number];

const SIDE = 240;
/** The middle of the picture is its subject. */
const isSubject = (x: number, y: number) => Math.abs(x - SIDE / 2) < SIDE / 6 && Math.abs(y - SIDE / 2) < SIDE / 6;

/** A scene that runs from one colour to another, with a subject of one colour in its middle. */
function scene(from: Rgb, to: Rgb, subject: Rgb): Graded {
  const data = new Uint8Array(SIDE * SIDE * 3);
  for (let y = 0, at = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, at += 3)
      data.set(
        isSubject(x, y) ? subject : from.map((level, channel) => level + ((to[channel] ?? 0) - level) * (x / SIDE)),
        at,
      );
  return { width: SIDE, height: SIDE, data, channels: 3 };
}

function copyOf(picture: Graded): Graded {
  return { ...picture, data: picture.data.slice() };
}

/** The mean of a part of a picture as #rrggbb. */
function meanOf({ data }: Graded, within: (x: number, y: number) => boolean): string {
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = 0, at = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++, at += 3) {
      if (!within(x, y)) continue;
      count++;
      for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] as number) + (data[at + channel] as number);
    }
  const [r = 0, g = 0, b = 0] = sums.map((sum) => sum / count / 255);
  return formatHex({ mode: 'rgb', r, g, b });
}

/** Its darkest and its brightest level. */
async function rangeOf({ data, width, height }: Graded): Promise<[number, number]> {
  const { channels } = await sharp(data, { raw: { width, height, channels: 3 } })
    .greyscale()
    .stats();
  return [channels[0]?.min ?? 0, channels[0]?.max ?? 0];
}

const apart = differenceCiede2000();
const FOG: [Rgb, Rgb] = [
  [70, 74, 78],
  [188, 186, 180],
];

test('the levels of a dull photograph are spread towards black and white, by a limited gain', async () => {
  const dull = scene(...FOG, [120, 110, 100]);
  const [black, white] = await rangeOf(dull);
  gradeLevels(dull);
  const [darker, brighter] = await rangeOf(dull);
  expect(darker).toBeLessThan(black - 12);
  expect(brighter).toBeGreaterThan(white + 12);
  expect((brighter - darker) / (white - black)).toBeLessThan(1.4);
});

test.each([
  ['has its levels and its colours', scene([30, 0, 0], [255, 255, 180], [200, 40, 30])],
  ['is grey on purpose, and has its levels', scene([2, 2, 2], [252, 252, 252], [128, 128, 128])],
])('a photograph that %s stays as it is', (_, picture) => {
  const before = copyOf(picture);
  gradeLevels(picture, isSubject);
  expect(Buffer.compare(picture.data, before.data)).toBe(0);
});

test('a grey photograph gets no colour', () => {
  const grey = scene([60, 60, 60], [180, 180, 180], [120, 120, 120]);
  gradeLevels(grey);
  const isGrey = (_: number, at: number) => at % 3 !== 0 || grey.data[at] === grey.data[at + 2];
  expect(grey.data.every(isGrey)).toBe(true);
});

test.each([
  ['a terracotta product', [190, 92, 60]],
  ['skin in shade', [150, 112, 92]],
  ['pale skin', [226, 190, 170]],
  ['dark skin', [84, 58, 46]],
  ['a yellow box', [236, 204, 40]],
  ['a white shirt', [238, 236, 232]],
  ['a black camera', [30, 30, 32]],
  ['a teal jacket', [30, 96, 104]],
] as [string, Rgb][])(
  'the mean colour of %s moves by at most the limit, while its dull scene is graded',
  (_, colour) => {
    const picture = scene(...FOG, colour);
    const before = meanOf(picture, isSubject);
    gradeLevels(picture, isSubject);
    expect(apart(before, meanOf(picture, isSubject))).toBeLessThanOrEqual(MOST_SUBJECT_CHANGE + 0.3);
  },
);

test('where the whole grade would change the subject a weaker one is made', () => {
  const subject: Rgb = [150, 112, 92];
  const [spared, unspared] = [scene(...FOG, subject), scene(...FOG, subject)];
  gradeLevels(spared, isSubject);
  gradeLevels(unspared);
  const changeOf = (graded: Graded) => apart(meanOf(scene(...FOG, subject), isSubject), meanOf(graded, isSubject));
  expect(changeOf(unspared)).toBeGreaterThan(MOST_SUBJECT_CHANGE);
  expect(changeOf(spared)).toBeLessThanOrEqual(MOST_SUBJECT_CHANGE + 0.3);
});

test('of a cut-out only what is not clear is read, and its alpha stays', () => {
  const data = new Uint8Array(SIDE * SIDE * 4);
  for (let at = 0; at < data.length; at += 4)
    data.set((at / 4) % SIDE < 90 ? [90, 80, 70, 255] : [255, 255, 255, 0], at);
  const before = data.slice();
  gradeLevels({ width: SIDE, height: SIDE, data, channels: 4 });
  expect(data.every((level, at) => at % 4 !== 3 || level === before[at])).toBe(true);
  const graded = formatHex({ mode: 'rgb', r: (data[0] ?? 0) / 255, g: (data[1] ?? 0) / 255, b: (data[2] ?? 0) / 255 });
  expect(apart('#5a5046', graded)).toBeLessThanOrEqual(MOST_SUBJECT_CHANGE + 0.3);
});

test('the same pixels are graded alike', () => {
  const [one, other] = [scene(...FOG, [120, 110, 100]), scene(...FOG, [120, 110, 100])];
  gradeLevels(one, isSubject);
  gradeLevels(other, isSubject);
  expect(Buffer.compare(one.data, other.data)).toBe(0);
});
