interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array;
}

/** How far beyond an enclosed piece its frame is looked at, in pixels: past the soft edge between them. */
const REACH = 4;
/** Two colours of a frame differ by this much, of 255, in the channel that differs most. */
const TWO_COLOURS = 80;
/** The share of a frame from which its second colour is one. */
const SECOND = 0.12;
/** What differs by no more than this, of 255, from the pixels beside it is of its colour, and no soft edge or hairline. */
const FLAT = 40;
/** The share of what is kept that may be cleared elsewhere, as the counters of letters are. */
const COUNTERS = 0.25;
/** Smaller pieces, as a share of the image, are counters or noise. */
const LEAST = 0.001;

export interface Enclosed {
  /** 1 for each pixel of the ground's colour that belongs to the logo. */
  readonly stays: Uint8Array;
  /** Whether some pieces belong to it and as large ones do not: nobody can tell which, and it is right on its own ground alone. */
  readonly isMixed: boolean;
}

/**
 * What of the ground's colour belongs to a logo all the same: a piece that the logo encloses in two colours or more, such
 * as the white between the red and the blue of a sign. What one colour encloses is the counter of a letter or the hole
 * of a ring, and shows what is behind.
 *
 * @param isGround 1 for each pixel of the ground's colour
 */
export function enclosedByTwoColours(isGround: Uint8Array, image: Pixels): Enclosed {
  const { width, height } = image;
  const stays = new Uint8Array(isGround.length);
  const seen = new Uint8Array(isGround.length);
  const pixels = { kept: 0, cleared: 0 };
  for (let start = 0; start < isGround.length; start++) {
    if (isGround[start] !== 1 || seen[start] === 1) continue;
    const { piece, isOpen } = pieceAt(start, isGround, seen, image);
    if (isOpen || piece.length < width * height * LEAST) continue;
    const isKept = isTwoColoured(frameOf(piece, isGround, image), image);
    pixels[isKept ? 'kept' : 'cleared'] += piece.length;
    if (isKept) for (const pixel of piece) stays[pixel] = 1;
  }
  return { stays, isMixed: pixels.kept > 0 && pixels.cleared > pixels.kept * COUNTERS };
}

function pieceAt(start: number, isGround: Uint8Array, seen: Uint8Array, { width, height }: Pixels) {
  const piece: number[] = [];
  const waiting = [start];
  let isOpen = false;
  seen[start] = 1;
  for (let pixel = waiting.pop(); pixel !== undefined; pixel = waiting.pop()) {
    piece.push(pixel);
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    isOpen ||= x === 0 || y === 0 || x === width - 1 || y === height - 1;
    for (const [next, isThere] of [
      [pixel - 1, x > 0],
      [pixel + 1, x < width - 1],
      [pixel - width, y > 0],
      [pixel + width, y < height - 1],
    ] as const) {
      if (!isThere || isGround[next] !== 1 || seen[next] === 1) continue;
      seen[next] = 1;
      waiting.push(next);
    }
  }
  return { piece, isOpen };
}

/** The pixels of ink around a piece, looked at past its edges in four directions. */
function frameOf(piece: readonly number[], isGround: Uint8Array, { width, height }: Pixels): number[] {
  const frame: number[] = [];
  for (const pixel of piece) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    for (const [across, down] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      if (isGround[pixel + across + down * width] === 1) continue;
      const [column, row] = [x + across * REACH, y + down * REACH];
      const beyond = row * width + column;
      if (column >= 0 && row >= 0 && column < width && row < height && isGround[beyond] !== 1) frame.push(beyond);
    }
  }
  return frame;
}

function isTwoColoured(frame: readonly number[], image: Pixels): boolean {
  const flat = frame.filter((pixel) => isFlat(pixel, image));
  const [first] = flat;
  if (first === undefined) return false;
  const farthest = flat.reduce(
    (far, pixel) => (apart(pixel, first, image) > apart(far, first, image) ? pixel : far),
    first,
  );
  if (apart(farthest, first, image) < TWO_COLOURS) return false;
  const others = flat.filter((pixel) => apart(pixel, farthest, image) < apart(pixel, first, image)).length;
  return Math.min(others, flat.length - others) >= frame.length * SECOND;
}

function isFlat(pixel: number, image: Pixels): boolean {
  const beside = [pixel - 1, pixel + 1, pixel - image.width, pixel + image.width];
  return beside.every((other) => (apart(pixel, other, image) || 0) <= FLAT);
}

/** By how much two pixels differ, in the channel that differs most. */
function apart(one: number, other: number, { data }: Pixels): number {
  const off = [0, 1, 2].map((channel) => (data[one * 4 + channel] as number) - (data[other * 4 + channel] as number));
  return Math.max(...off.map(Math.abs));
}
