import {
  type Analysis,
  type AssetRole,
  analysisSchema,
  type Box,
  type Face,
  type PhotographedSubject,
} from '@proofsheet/domain';
import { encodeMask } from '@proofsheet/raster';
import { drawnOnce } from '@proofsheet/testkit/drawn-once';
import sharp from 'sharp';
import type { OrderImage } from '../src/images/order-image.ts';

const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };

/** SVG shapes as a PNG. */
const draw = drawnOnce(async (width: number, height: number, shapes: string) => {
  const svg = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${shapes}</svg>`,
  );
  return sharp({ create: { width, height, channels: 4, background: CLEAR } })
    .composite([{ input: svg }])
    .png()
    .toBuffer();
});

/** The same without transparency. */
const drawOpaque = drawnOnce(async (width: number, height: number, shapes: string) =>
  sharp(await draw(width, height, shapes))
    .removeAlpha()
    .png()
    .toBuffer(),
);

/** Grey noise around a mean, of 255, as a JPEG. */
const drawNoise = drawnOnce((mean: number, width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#000', noise: { type: 'gaussian', mean, sigma: 12 } } })
    .jpeg()
    .toBuffer(),
);

function image(role: AssetRole, bytes: Buffer, analysis: Partial<Analysis>): OrderImage {
  const whole = { x: 0, y: 0, width: 1, height: 1 };
  const known = {
    version: 1,
    hasAlpha: false,
    focus: { x: 0.5, y: 0.4 },
    bounds: whole,
    lightness: 0.5,
    placeholder: '',
  };
  return { role, bytes, analysis: analysisSchema.parse({ ...known, ...analysis }) };
}

/** Grey noise; `level` 0 is nearly black, 1 nearly white. */
export async function photo(
  level: number,
  role: AssetRole = 'PERSON',
  width = 1600,
  height = 1200,
): Promise<OrderImage> {
  const bytes = await drawNoise(30 + level * 200, width, height);
  const value = Math.round(30 + level * 200)
    .toString(16)
    .padStart(2, '0');
  return image(role, bytes, { width, height, lightness: level, palette: [{ hex: `#${value.repeat(3)}`, share: 1 }] });
}

/** A bust that its image cuts off at the foot. */
export async function person(): Promise<OrderImage> {
  const bytes = await draw(
    600,
    800,
    '<circle cx="300" cy="220" r="130" fill="#c98f6b"/><path d="M60 800 Q80 420 300 400 Q520 420 540 800Z" fill="#d4552a"/>',
  );
  const bounds = { x: 0.1, y: 0.1125, width: 0.8, height: 0.8875 };
  const palette = [
    { hex: '#d4552a', share: 0.7 },
    { hex: '#c98f6b', share: 0.3 },
  ];
  return image('PERSON', bytes, {
    width: 600,
    height: 800,
    hasAlpha: true,
    bounds,
    focus: { x: 0.5, y: 0.28 },
    palette,
  });
}

/** A whole object with air around it. */
export async function product(colour = '#1f7a5c'): Promise<OrderImage> {
  const bytes = await draw(800, 800, `<rect x="200" y="150" width="400" height="500" rx="60" fill="${colour}"/>`);
  const bounds = { x: 0.25, y: 0.1875, width: 0.5, height: 0.625 };
  return image('PRODUCT', bytes, {
    width: 800,
    height: 800,
    hasAlpha: true,
    bounds,
    palette: [{ hex: colour, share: 1 }],
  });
}

export async function logo(width = 400): Promise<OrderImage> {
  const height = Math.round(width * 0.3);
  const bytes = await draw(width, height, '<rect width="100%" height="100%" rx="15%" fill="#b3261e"/>');
  return image('LOGO', bytes, { width, height, hasAlpha: true, palette: [{ hex: '#b3261e', share: 1 }] });
}

/** A thing before a wall that is not cut out, and where it is. The box is in shares of the photograph. */
export async function thing(box: Box, width = 1600, height = 1200, wall = '#9a948c'): Promise<OrderImage> {
  const { x, y, width: wide, height: tall } = box;
  const shape = `<rect x="${x * width}" y="${y * height}" width="${wide * width}" height="${tall * height}" fill="#1f7a5c"/>`;
  const drawn = await draw(width, height, `<rect width="${width}" height="${height}" fill="${wall}"/>${shape}`);
  return image('PRODUCT', await sharp(drawn).removeAlpha().png().toBuffer(), {
    ...{ version: 3, width, height, focusBy: 'subject', palette: [{ hex: '#1f7a5c', share: 1 }] },
    focus: { x: x + wide / 2, y: y + tall / 2 },
    subject: subjectIn(box, false),
    seen: {
      ...{ sharpness: 1, exposure: { black: 0, white: 0 }, tone: 'light', colours: 'colour' },
      ground: { plain: true, hex: wall },
      nature: { is: 'photo', confidence: 1 },
      role: { is: 'PRODUCT', confidence: 1 },
    },
  });
}

/** A subject that fills a box, in shares of its image. */
function subjectIn(box: Box, person: boolean): PhotographedSubject {
  const cells = { width: 40, height: 30 };
  const data = Uint8Array.from({ length: cells.width * cells.height }, (_, at) => {
    const across = ((at % cells.width) + 0.5) / cells.width;
    const down = (Math.floor(at / cells.width) + 0.5) / cells.height;
    return across > box.x && across < box.x + box.width && down > box.y && down < box.y + box.height ? 255 : 0;
  });
  const mask = encodeMask({ ...cells, data });
  return { kind: 'one', box, mask, person, by: 'model', confidence: 0.9, parts: [box] };
}

/** A portrait with the mask of its person, from above the hair to the foot. */
export async function seatedPortrait(face: DrawnFace): Promise<OrderImage> {
  const framed = await portrait([face]);
  const top = face.y - face.height * 0.95;
  const body = { x: face.x - face.height * 0.7, y: top, width: face.height * 1.4, height: 1 - top };
  return { ...framed, analysis: { ...framed.analysis, version: 3, subject: subjectIn(body, true) } };
}

/** A page with lines of boxes from edge to edge, which nothing stands out of. */
export async function screenshot(width: number, height: number): Promise<OrderImage> {
  const boxes = Array.from({ length: 24 }, (_, at) => {
    const [x, y] = [(at % 4) * (width / 4) + 12, Math.floor(at / 4) * (height / 6) + 12];
    return `<rect x="${x}" y="${y}" width="${width / 4 - 24}" height="${height / 6 - 24}" fill="#3366cc"/>`;
  });
  const page = `<rect width="100%" height="100%" fill="#ffffff"/>${boxes.join('')}`;
  return image('PRODUCT', await drawOpaque(width, height, page), {
    ...{ version: 3, width, height, palette: [{ hex: '#3366cc', share: 1 }] },
    seen: {
      ...{ sharpness: 1, exposure: { black: 0, white: 0 }, tone: 'light', colours: 'colour' },
      ground: { plain: true, hex: '#ffffff' },
      nature: { is: 'logo', confidence: 1 },
      role: { is: 'PRODUCT', confidence: 1 },
    },
  });
}

const LOGOS = {
  bars: (ink: string) =>
    [90, 200, 310, 420].map((x) => `<rect x="${x}" y="80" width="70" height="90" fill="${ink}"/>`).join(''),
  ring: (ink: string) => `<circle cx="300" cy="130" r="80" fill="none" stroke="${ink}" stroke-width="34"/>`,
  /** A box with a sign in the colour of the ground on it. */
  box: (ink: string, ground: string) =>
    `<rect x="200" y="60" width="200" height="140" fill="${ink}"/><circle cx="300" cy="130" r="40" fill="${ground}"/>`,
  /** A wide word in thin letters, and in the ground below it what a camera or a painter leaves there unseen. */
  specked: (ink: string) =>
    [60, 200, 340, 480].map((x) => `<rect x="${x}" y="90" width="60" height="24" fill="${ink}"/>`).join('') +
    '<circle cx="300" cy="225" r="14" fill="#808080" fill-opacity="0.14"/>',
} as const;

/** A logo on an opaque, even ground, as JPEG, with air around it. */
export async function drawnLogo(shape: keyof typeof LOGOS, ink: string, ground: string): Promise<OrderImage> {
  const [width, height] = [600, 260];
  const field = `<rect width="${width}" height="${height}" fill="${ground}"/>`;
  const bytes = await sharp(await draw(width, height, field + LOGOS[shape](ink, ground)))
    .flatten()
    .jpeg({ quality: 90 })
    .toBuffer();
  return image('LOGO', bytes, { width, height, palette: [{ hex: ink, share: 1 }] });
}

/** A face to draw: its middle and its height, as shares of the image. */
export interface DrawnFace {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly gaze?: number;
}

/** Colours that no theme has, by which the tests find the parts of a face. */
const FACE = '#ff30ff';
const EYES = '#00ff40';
const CHIN = '#3030ff';

function drawnFaces(faces: readonly DrawnFace[], width: number, height: number): { shapes: string; found: Face[] } {
  const found = faces.map(({ x, y, height: tall, gaze = 0 }): Face => {
    const wide = (tall * height * 0.8) / width;
    const left = { x: x - wide * 0.2, y: y - tall * 0.2 };
    const right = { x: x + wide * 0.2, y: y - tall * 0.2 };
    const box = { x: x - wide / 2, y: y - tall / 2, width: wide, height: tall };
    return { ...box, score: 0.9, eyes: { left, right }, nose: { x, y }, mouth: { x, y: y + tall * 0.25 }, gaze };
  });
  const shapes = found.map(({ x, y, width: w, height: h, eyes }) => {
    const [cx, cy, rx, ry] = [(x + w / 2) * width, (y + h / 2) * height, (w / 2) * width, (h / 2) * height];
    const dot = (eye: { x: number; y: number }) =>
      `<circle cx="${eye.x * width}" cy="${eye.y * height}" r="${ry * 0.16}" fill="${EYES}"/>`;
    const hair = `<ellipse cx="${cx}" cy="${cy - ry * 0.5}" rx="${rx * 1.15}" ry="${ry * 1.15}" fill="#4a3020"/>`;
    const chin = `<ellipse cx="${cx}" cy="${cy + ry * 0.84}" rx="${rx * 0.4}" ry="${ry * 0.14}" fill="${CHIN}"/>`;
    const face = `<ellipse cx="${cx}" cy="${cy}" rx="${rx}" ry="${ry}" fill="${FACE}"/>`;
    return hair + face + dot(eyes.left) + dot(eyes.right) + chin;
  });
  return { shapes: shapes.join(''), found };
}

/** A photograph of people, of whom only the heads are drawn. */
export async function portrait(faces: readonly DrawnFace[], width = 1600, height = 1200): Promise<OrderImage> {
  const { shapes, found } = drawnFaces(faces, width, height);
  const wall = `<rect width="${width}" height="${height}" fill="#707880"/>`;
  const [{ x, y }] = faces as [DrawnFace];
  const palette = [{ hex: '#707880', share: 1 }];
  return image('PERSON', await drawOpaque(width, height, wall + shapes), {
    ...{ version: 2, width, height, palette, faces: found },
    focus: { x, y },
    focusBy: 'faces',
  });
}

/** A person in front of a wall: grey in the photograph, orange in the cut-out. `body` is in shares of the image. */
export async function cutPerson(
  body: Box,
  touches: Partial<Record<'left' | 'top' | 'right' | 'bottom', number>>,
  faces: readonly DrawnFace[] = [],
): Promise<OrderImage> {
  const [width, height] = [1200, 1200];
  const { shapes, found } = drawnFaces(faces, width, height);
  const [x, y, w, h] = [body.x * width, body.y * height, body.width * width, body.height * height];
  const figure = (fill: string) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}"/>${shapes}`;
  const wall = `<rect width="${width}" height="${height}" fill="#707880"/>`;
  const alone = await draw(width, height, figure('#c06000'));
  const part = { left: Math.round(x), top: Math.round(y), width: Math.round(w), height: Math.round(h) };
  return {
    ...image('PERSON', await drawOpaque(width, height, wall + figure('#505860')), {
      ...{ version: 2, width, height, faces: found, palette: [{ hex: '#c06000', share: 1 }] },
      focus: faces[0] ?? { x: 0.5, y: 0.5 },
      cutout: {
        ...{ by: 'person', bounds: body, confidence: 0.9, usable: true },
        parts: { area: 1, edge: 1, agreement: 1 },
        touches: { left: 0, top: 0, right: 0, bottom: 0, ...touches },
      },
    }),
    cutout: await sharp(alone).extract(part).webp({ lossless: true }).toBuffer(),
  };
}

/** The number of pixels of one kind in a picture, and the box around them as shares of it. */
export interface FoundPixels extends Box {
  readonly count: number;
}

const IS = {
  face: (r: number, g: number, b: number) => r - g > 70 && b - g > 70,
  eyes: (r: number, g: number, b: number) => g - r > 90 && g - b > 60,
  chin: (r: number, g: number, b: number) => b - r > 90 && b - g > 90,
  body: (r: number, g: number, b: number) => r > 170 && r < 210 && g > 80 && g < 112 && b < 24,
} as const;

/** Finds a part of the drawn people by its colour. */
export async function find(bytes: Uint8Array, part: keyof typeof IS): Promise<FoundPixels> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  let [count, left, top, right, bottom] = [0, width, height, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      if (!IS[part](data[at] as number, data[at + 1] as number, data[at + 2] as number)) continue;
      count++;
      left = Math.min(left, x);
      right = Math.max(right, x + 1);
      top = Math.min(top, y);
      bottom = y + 1;
    }
  }
  return { count, x: left / width, y: top / height, width: (right - left) / width, height: (bottom - top) / height };
}
