import { Fault } from '@proofsheet/domain';
import { packageOf } from '../fonts/faces.ts';
import type { TypesetCopy } from './copy.ts';

/** The fault of a headline of which no character is drawn: names its scripts, and what would have it drawn. */
export function noFontFor({ absent, missing }: Pick<TypesetCopy, 'absent' | 'missing'>): Fault {
  const packages = absent.flatMap((script) => packageOf(script) ?? []);
  const upload = 'upload a font that has these characters and name it as `brand.font`';
  const remedy =
    packages.length > 0 ? `Have ${packages.join(' and ')} installed, or ${upload}.` : `To have it drawn, ${upload}.`;
  const what = absent.length > 0 ? `it is written in ${absent.join(' and ')}` : `none has ${missing.join(' ')}`;
  return new Fault('no_font_for_text', `No installed font draws the headline: ${what}. ${remedy}`, {
    field: 'copy/headline',
  });
}
