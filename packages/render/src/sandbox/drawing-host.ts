import type { FontFacts } from '@proofsheet/domain';
import { serve } from '@proofsheet/sandbox/host';
import { type MeasuredNode, openTypesetter, type Sheet, type Typesetter } from '../engine/takumi.ts';
import { type FontFile, loadFonts } from '../fonts/font-library.ts';
import { tryFont } from './try-font.ts';

export type DrawingErrands = {
  /** Fonts beside our own, for the sheets that follow. */
  readonly register: { readonly ask: readonly FontFile[]; readonly answer: undefined };
  readonly measure: { readonly ask: Sheet; readonly answer: MeasuredNode };
  /** Straight RGBA, row by row. */
  readonly draw: { readonly ask: Sheet; readonly answer: Buffer };
  readonly examine: { readonly ask: Buffer; readonly answer: FontFacts };
};

/**
 * The process that draws templates which are not ours and reads fonts that were uploaded. A drawing under way cannot be
 * stopped.
 */
serve<DrawingErrands>({
  async register(fonts) {
    await (await typesetter()).register(fonts);
    return undefined;
  },
  measure: async (sheet) => (await typesetter()).measure(sheet),
  draw: async (sheet) => (await typesetter()).draw(sheet),
  examine: async (font) => tryFont(font, await openTypesetter([])),
});

let opening: Promise<Typesetter> | undefined;

function typesetter(): Promise<Typesetter> {
  opening ??= loadFonts().then(({ files }) => openTypesetter(files));
  return opening;
}
