import { analysisSchema, type PhotographedSubject } from '@proofsheet/domain';
import { decodeMask } from '@proofsheet/raster';
import { sampleImages } from '@proofsheet/samples';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openVision, type Vision } from '../src/index.ts';
import { seeded } from './seeded.ts';

const sample = (name: string) => sampleImages.find((image) => image.name === name)?.path ?? '';
const [WIDTH, HEIGHT] = [1200, 800];

let vision: Vision;
beforeAll(async () => {
  vision = await openVision({ threads: 1 });
});
afterAll(() => vision.close());

interface Placed {
  readonly name: 'headphones' | 'mara';
  readonly height: number;
  readonly left: number;
  readonly top: number;
}

/** Things of known shape before the hills, as a JPEG, and where they are: 0 to 255 a pixel. */
async function scene(...things: Placed[]) {
  const layers = await Promise.all(
    things.map(async ({ name, height, left, top }) => {
      const thing = sharp(sample(name)).trim({ background: '#00000000' }).png();
      return {
        input: await sharp(await thing.toBuffer())
          .resize({ height })
          .png()
          .toBuffer(),
        left,
        top,
      };
    }),
  );
  const ground = sharp(sample('dusk-hills')).resize(WIDTH, HEIGHT, { fit: 'cover' });
  const clear = { width: WIDTH, height: HEIGHT, channels: 4 as const, background: '#00000000' };
  return {
    bytes: await ground.composite(layers).jpeg({ quality: 92 }).toBuffer(),
    drawn: await sharp({ create: clear }).composite(layers).extractChannel(3).raw().toBuffer(),
  };
}

async function subjectOf(bytes: Buffer) {
  const { analysis } = await vision.analyse(bytes);
  expect(analysisSchema.parse(analysis)).toEqual(analysis);
  return analysis;
}

/** Of the mask that the analysis keeps, at its size. */
async function overlapOf(subject: PhotographedSubject | undefined, drawn: Buffer): Promise<number> {
  if (!subject) return 0;
  const { data, width, height } = decodeMask(subject.mask);
  const small = await sharp(drawn, { raw: { width: WIDTH, height: HEIGHT, channels: 1 } })
    .resize(width, height, { fit: 'fill', kernel: 'linear' })
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  let [both, either] = [0, 0];
  for (let at = 0; at < data.length; at += 1) {
    both += Math.min(data[at] as number, small[at] as number);
    either += Math.max(data[at] as number, small[at] as number);
  }
  return both / either;
}

describe('the subject of a photograph', () => {
  test('is a thing before any ground, where it was put; it is cut out, and the focus is on it', async () => {
    const { bytes, drawn } = await scene({ name: 'headphones', height: 420, left: 640, top: 260 });
    const { subject, cutout, focus, focusBy } = await subjectOf(bytes);
    expect(subject).toMatchObject({ kind: 'one', by: 'model', person: false });
    expect(await overlapOf(subject, drawn)).toBeGreaterThan(0.85);
    expect(subject?.parts).toHaveLength(1);
    expect(cutout).toMatchObject({ by: 'model', usable: true });
    expect(focusBy).toBe('subject');
    expect(Math.abs(focus.x - 0.7)).toBeLessThan(0.1);
  });

  test('is framed where the model that comes with Proofsheet is not surer of its edge than strangers were', async () => {
    const { subject, cutout } = await subjectOf(
      (await scene({ name: 'headphones', height: 340, left: 640, top: 260 })).bytes,
    );
    expect(subject).toMatchObject({ kind: 'one', by: 'model' });
    expect(cutout?.confidence).toBeGreaterThan(0.6);
    expect(cutout?.confidence).toBeLessThan(0.85);
    expect(cutout).toMatchObject({ by: 'model', usable: false });
  });

  test('is several things where they stand apart, each with a box of its own', async () => {
    const { bytes, drawn } = await scene(
      { name: 'headphones', height: 360, left: 120, top: 300 },
      { name: 'headphones', height: 360, left: 760, top: 280 },
    );
    const { subject } = await subjectOf(bytes);
    expect(subject).toMatchObject({ kind: 'several' });
    expect(subject?.parts).toHaveLength(2);
    expect(await overlapOf(subject, drawn)).toBeGreaterThan(0.8);
    const [left, right] = (subject?.parts ?? []).map(({ x }) => x).toSorted((a, b) => a - b);
    expect(left).toBeCloseTo(0.1, 1);
    expect(right).toBeCloseTo(0.63, 1);
  });

  test('is cut out where it is several things that are whole, and not where one runs out of the image: a scene', async () => {
    const whole = { name: 'headphones', height: 420, left: 60, top: 260 } as const;
    const apart = await subjectOf((await scene(whole, { ...whole, left: 720 })).bytes);
    expect(apart.subject?.kind).toBe('several');
    expect(apart.cutout).toMatchObject({ by: 'model', usable: true });
    const cut = await subjectOf((await scene(whole, { ...whole, left: 870, top: 250 })).bytes);
    expect(cut.subject?.kind).toBe('several');
    expect(cut.cutout?.touches.right).toBeLessThan(0.3);
    expect(cut.cutout).toMatchObject({ by: 'model', usable: false });
  });

  test('is one where people stand apart: a group stays together', async () => {
    const { bytes, drawn } = await scene(
      { name: 'mara', height: 520, left: 60, top: 280 },
      { name: 'mara', height: 520, left: 660, top: 280 },
    );
    const { subject } = await subjectOf(bytes);
    expect(subject).toMatchObject({ kind: 'one', person: true });
    expect(await overlapOf(subject, drawn)).toBeGreaterThan(0.85);
    expect(subject?.box.x).toBeLessThan(0.1);
    expect((subject?.box.x ?? 0) + (subject?.box.width ?? 0)).toBeGreaterThan(0.85);
  });

  test('is a person who shows no face', async () => {
    const { bytes, drawn } = await scene({ name: 'mara', height: 560, left: 300, top: 240 });
    const { analysis: before } = await vision.analyse(bytes);
    const [face] = before.faces;
    if (!face) expect.fail('Mara has a face');
    const [width, height] = [Math.round(face.width * WIDTH * 1.1), Math.round(face.height * HEIGHT * 1.2)];
    // Hair, as it would be seen from behind.
    const hair = { create: { width, height, channels: 3 as const, background: '#2b2120' } };
    const place = { left: Math.round(face.x * WIDTH - width * 0.05), top: Math.round(face.y * HEIGHT - height * 0.1) };
    const turned = await sharp(bytes)
      .composite([{ input: await sharp(hair).png().toBuffer(), ...place }])
      .jpeg({ quality: 92 })
      .toBuffer();
    const { subject, faces } = await subjectOf(turned);
    expect(faces).toEqual([]);
    expect(subject).toMatchObject({ kind: 'one', person: true });
    expect(await overlapOf(subject, drawn)).toBeGreaterThan(0.85);
  });

  test('is the opaque part of an image with alpha', async () => {
    const { subject, bounds } = await subjectOf(await sharp(sample('headphones')).toBuffer());
    expect(subject).toMatchObject({ kind: 'one', by: 'alpha', confidence: 1 });
    expect(subject?.box.x).toBeCloseTo(bounds.x, 1);
    expect(subject?.box.height).toBeCloseTo(bounds.height, 1);
  });

  test('is whole where its author has trimmed it to its box: a phone with round corners was cut off at no side', async () => {
    const [width, height, radius] = [400, 800, 60];
    const data = Buffer.alloc(4 * width * height);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const [dx, dy] = [Math.max(radius - x, x - width + radius, 0), Math.max(radius - y, y - height + radius, 0)];
        const colour = y < 80 ? [240, 240, 240] : [37, 99, 235];
        data.set([...colour, Math.hypot(dx, dy) > radius ? 0 : 255], 4 * (y * width + x));
      }
    }
    const phone = sharp(data, { raw: { width, height, channels: 4 } });
    const { cutout } = await subjectOf(await phone.png().toBuffer());
    expect(cutout).toMatchObject({ by: 'alpha', usable: true, touches: { left: 0, top: 0, right: 0, bottom: 0 } });
  });
});

describe('nothing in particular', () => {
  const isNothing = async (bytes: Buffer) => {
    const { subject, cutout } = await subjectOf(bytes);
    expect(subject?.kind ?? 'none').toBe('none');
    expect(cutout?.usable ?? false).toBe(false);
  };

  test('is on a landscape', async () => {
    await isNothing(await sharp(sample('dusk-hills')).toBuffer());
  });

  test('is on a page of a shop: bars, boxes and lines of type', async () => {
    const random = seeded(3);
    const data = Buffer.alloc(WIDTH * HEIGHT * 3, 255);
    const fill = (left: number, top: number, width: number, height: number, colour: readonly number[]) => {
      for (let y = top; y < Math.min(HEIGHT, top + height); y += 1) {
        for (let x = left; x < Math.min(WIDTH, left + width); x += 1) data.set(colour, (y * WIDTH + x) * 3);
      }
    };
    fill(0, 0, WIDTH, 70, [19, 25, 33]);
    fill(420, 20, 360, 30, [255, 255, 255]);
    for (let item = 0; item < 8; item += 1) {
      const [left, top] = [40 + (item % 4) * 290, 110 + Math.floor(item / 4) * 340];
      fill(left, top, 250, 200, [random() * 255, random() * 255, random() * 255]);
      for (let line = 0; line < 4; line += 1) {
        for (let x = left; x < left + 220; x += 8)
          if (random() < 0.75) fill(x, top + 215 + line * 22, 6, 12, [40, 40, 40]);
      }
    }
    await isNothing(
      await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .png()
        .toBuffer(),
    );
  });

  test('is on a pattern', async () => {
    const random = seeded(5);
    const data = Buffer.alloc(WIDTH * HEIGHT * 3);
    for (let at = 0; at < WIDTH * HEIGHT; at += 1) {
      const [x, y] = [at % WIDTH, Math.floor(at / WIDTH)];
      const light = 120 + 60 * Math.sin(x / 9) * Math.cos(y / 9) + random() * 20;
      data.set([light, light * 0.8, light * 0.6], at * 3);
    }
    await isNothing(
      await sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
        .png()
        .toBuffer(),
    );
  });
});
