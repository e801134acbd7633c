import type { FontFacts } from '@proofsheet/domain';
import { create, type Font } from 'fontkit';
import { rangesOf } from '../fonts/ranges.ts';

/** Why a file is no usable font, in words for whoever sent it. */
class UnusableFont extends Error {
  override readonly name = 'UnusableFont';
}

/**
 * Reads a font whole, every outline of every glyph: what is broken shows here, and not in the thousandth picture. It
 * may take any time and memory that its maker wants, so it runs where it can be killed.
 */
export function readFontFacts(data: Buffer): FontFacts {
  const font = opened(data);
  const points = readAll(() => drawnPoints(font));
  if (!points.some((point) => /\p{L}|\p{N}/u.test(String.fromCodePoint(point))))
    throw new UnusableFont('It draws no letters and no digits.');
  return { ...readAll(() => describe(font)), ranges: rangesOf(points) };
}

function opened(data: Buffer): Font {
  const font = readAll(() => create(data));
  if ('fonts' in font) throw new UnusableFont('It is a collection. Send one of its fonts.');
  return font;
}

function describe(font: Font): Omit<FontFacts, 'ranges'> {
  const { wght } = font.variationAxes;
  const weight = within(font['OS/2']?.usWeightClass ?? 400);
  return {
    family: nameOf(font.familyName) || 'Unnamed',
    style: nameOf(font.subfamilyName) || 'Regular',
    weight: wght ? { least: within(wght.min), most: within(wght.max) } : { least: weight, most: weight },
  };
}

/**
 * The code points with an outline. What is mapped to nothing, or to the box that stands for a missing glyph, is left
 * out.
 */
function drawnPoints(font: Font): number[] {
  const empty = Array.from({ length: font.numGlyphs }, (_, id) => font.getGlyph(id).path.commands.length === 0);
  return font.characterSet.filter((point) => {
    if (point > 0x10ffff) return false;
    const { id } = font.glyphForCodePoint(point);
    return id > 0 && id < empty.length && (!empty[id] || /\s|\p{Cf}|\p{M}/u.test(String.fromCodePoint(point)));
  });
}

/** Whatever the reader trips over is damage; only what we say ourselves goes out. */
function readAll<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new UnusableFont('It is damaged, or of a kind that cannot be read.', { cause });
  }
}

function nameOf(name: string | undefined): string {
  return (name ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, 100);
}

function within(weight: number): number {
  return Math.max(1, Math.min(1000, Math.round(weight)));
}
