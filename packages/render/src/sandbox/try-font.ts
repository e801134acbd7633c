import type { FontFacts } from '@proofsheet/domain';
import type { Sheet, Typesetter } from '../engine/takumi.ts';
import type { FontFile } from '../fonts/font-library.ts';
import { readFontFacts } from './font-facts.ts';

const FAMILY = 'examined';
/** Letters of a script are drawn alike: so many show whether the engine can use the font. */
const SAMPLE = 200;

/** What is in a font, once the engine has drawn with it as well. */
export async function tryFont(data: Buffer, typesetter: Typesetter): Promise<FontFacts> {
  const facts = readFontFacts(data);
  const file: FontFile = { family: FAMILY, data, ranges: facts.ranges };
  await typesetter.register([file]);
  await typesetter.draw(sheetOf(sampleOf(facts)));
  return facts;
}

/** Characters from all over what it covers. */
function sampleOf({ ranges }: FontFacts): string {
  const points = ranges.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, index) => first + index),
  );
  const step = Math.max(1, Math.floor(points.length / SAMPLE));
  return String.fromCodePoint(...points.filter((_, index) => index % step === 0).slice(0, SAMPLE));
}

function sheetOf(text: string): Sheet {
  const style = { width: 600, fontFamily: FAMILY, fontSize: 20 };
  const root = { type: 'container', style, children: [{ type: 'text', text }] } as Sheet['root'];
  return { root, css: '', width: 600, height: 400, families: [FAMILY] };
}
