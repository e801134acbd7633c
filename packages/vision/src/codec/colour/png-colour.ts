import { constants, inflateSync } from 'node:zlib';
import { pngChunks } from '../png-chunks.ts';
import { type ColourEncoding, PRIMARIES, type Primaries, type Transfer } from './encoding.ts';

/** The chunks that say what the samples of a PNG mean. The first that means anything decides, except that gAMA and cHRM add up. */
type ColourChunks = Partial<Record<'IHDR' | 'cICP' | 'iCCP' | 'sRGB' | 'gAMA' | 'cHRM', Buffer>>;

/**
 * What a PNG says of its colours in chunks that libvips does not read; undefined where there are none, where they say
 * sRGB, or where an ICC profile says it, which libvips does read. Values that mean nothing are passed over. The order is
 * that of https://www.w3.org/TR/png-3/#13Color-space-chunk-precedence: cICP stands above the profile.
 */
export function pngColour(bytes: Buffer): ColourEncoding | undefined {
  const chunks = colourChunks(bytes);
  const coded = chunks.cICP && codedEncoding(chunks.cICP);
  const profiled = isProfile(chunks.iCCP, chunks.IHDR);
  if (coded) return isSrgb(coded) && !profiled ? undefined : coded;
  if (profiled || chunks.sRGB) return undefined;
  const measured = { transfer: gammaOf(chunks.gAMA), primaries: chromaticitiesOf(chunks.cHRM), narrow: false };
  return isSrgb(measured) ? undefined : measured;
}

function colourChunks(bytes: Buffer): ColourChunks {
  const found: Record<string, Buffer> = {};
  for (const { type, data } of pngChunks(bytes)) {
    if (type === 'IDAT') break;
    found[type] ??= data;
  }
  return found;
}

/** Of its header alone the first 128 bytes are read: ICC.1:2022, section 7.2. */
const PROFILE_HEADER = 128;
const COLOUR_TYPE = 9;
const GREY_TYPES: readonly (number | undefined)[] = [0, 4];

/** Whether libvips has a use for the profile: one for inks, or for grey where there are colours, says nothing. */
function isProfile(iccp: Buffer | undefined, ihdr: Buffer | undefined): boolean {
  if (iccp === undefined) return false;
  const header = inflatedStart(iccp.subarray(iccp.indexOf(0) + 2), PROFILE_HEADER);
  const space = GREY_TYPES.includes(ihdr?.[COLOUR_TYPE]) ? 'GRAY' : 'RGB ';
  return header.toString('latin1', 16, 20) === space && header.toString('latin1', 36, 40) === 'acsp';
}

/** As much as there is of it: a profile may be cut short, and a small chunk may hold a very large one. */
function inflatedStart(deflated: Buffer, bytes: number): Buffer {
  try {
    return inflateSync(deflated.subarray(0, 16 * bytes), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 1 << 20,
    });
  } catch {
    return Buffer.alloc(0);
  }
}

function isSrgb({ primaries, transfer, narrow }: ColourEncoding): boolean {
  return primaries === PRIMARIES.srgb && transfer.curve === 'srgb' && !narrow;
}

/** The colour primaries of ITU-T H.273 (2024), table 2, that a still image may have. */
const CODED_PRIMARIES: Readonly<Record<number, Primaries>> = {
  1: PRIMARIES.srgb,
  5: PRIMARIES.pal,
  6: PRIMARIES.ntsc,
  7: PRIMARIES.ntsc,
  9: PRIMARIES.rec2020,
  11: PRIMARIES.dciP3,
  12: PRIMARIES.displayP3,
};

/**
 * The transfer functions of H.273, table 3. Those of television (1, 6, 14, 15) describe a camera; what is seen of them
 * on a computer's display is sRGB's curve, as browsers draw them.
 */
const CODED_TRANSFERS: Readonly<Record<number, Transfer>> = {
  1: { curve: 'srgb' },
  4: { curve: 'power', exponent: 2.2 },
  5: { curve: 'power', exponent: 2.8 },
  6: { curve: 'srgb' },
  8: { curve: 'power', exponent: 1 },
  13: { curve: 'srgb' },
  14: { curve: 'srgb' },
  15: { curve: 'srgb' },
  16: { curve: 'pq' },
  18: { curve: 'hlg' },
};

/** cICP: primaries, transfer function, matrix, full range. A PNG has RGB samples, so the matrix must be 0. */
function codedEncoding(cicp: Buffer): ColourEncoding | undefined {
  const [primaries, transfer] = [CODED_PRIMARIES[cicp[0] ?? 0], CODED_TRANSFERS[cicp[1] ?? 0]];
  if (cicp.length !== 4 || cicp[2] !== 0 || !primaries || !transfer) return undefined;
  return { primaries, transfer, narrow: cicp[3] === 0 };
}

/** Programs write 45455 for sRGB; what is as near to it as libpng's own threshold looks the same. */
const SRGB_GAMMA = 1 / 2.2;
const SAME_GAMMA = 0.05;
/** Of an exponent beyond these nothing would be left to see. */
const USUAL_GAMMA = { least: 0.2, most: 5 };

function gammaOf(gama: Buffer | undefined): Transfer {
  const gamma = gama?.length === 4 ? gama.readUInt32BE() / 100_000 : SRGB_GAMMA;
  const same = Math.abs(gamma / SRGB_GAMMA - 1) < SAME_GAMMA;
  if (same || gamma < USUAL_GAMMA.least || gamma > USUAL_GAMMA.most) return { curve: 'srgb' };
  return { curve: 'power', exponent: 1 / gamma };
}

/** As far as the published primaries of sRGB are rounded by one program or another. */
const SAME_CHROMATICITY = 0.005;

/** cHRM: white, red, green and blue as x and y, in hundred thousandths. */
function chromaticitiesOf(chrm: Buffer | undefined): Primaries {
  if (chrm?.length !== 32) return PRIMARIES.srgb;
  const [wx, wy, rx, ry, gx, gy, bx, by] = Array.from({ length: 8 }, (_, at) => chrm.readUInt32BE(at * 4) / 100_000);
  const given = { white: [wx, wy], red: [rx, ry], green: [gx, gy], blue: [bx, by] } as Primaries;
  const corners = ['white', 'red', 'green', 'blue'] as const;
  const differs = corners.some((corner) =>
    given[corner].some((value, at) => Math.abs(value - (PRIMARIES.srgb[corner][at] as number)) > SAME_CHROMATICITY),
  );
  return differs && isTriangle(given) ? given : PRIMARIES.srgb;
}

function isTriangle({ white, red, green, blue }: Primaries): boolean {
  const area = (red[0] - blue[0]) * (green[1] - blue[1]) - (green[0] - blue[0]) * (red[1] - blue[1]);
  return Math.abs(area) > 0.01 && [white, red, green, blue].every(([x, y]) => x >= 0 && y > 0 && x + y <= 1);
}
