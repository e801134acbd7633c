import type { Format } from '@proofsheet/domain';
import type { MeasuredNode, Typesetter } from '../engine/takumi.ts';
import type { TextBox, TextSlot } from '../templates/manifest.ts';
import { type FittedLine, fitWords, type Metrics } from '../text/fit.ts';
import { leastLineHeight } from '../text/scripts.ts';
import { brokenWords, type Word } from '../text/segment.ts';
import type { TextOverflow } from './layers.ts';
import { pairs } from './measured-boxes.ts';
import type { FittedSlot, Setting } from './setting.ts';
import { boxOf, insideOutline, isOptional, measuringSizeOf, readable } from './text-boxes.ts';
import { measuringTree, PROBES, sheetOf, wordsIn } from './tree.ts';

type Fitted = ReadonlyMap<TextSlot, FittedSlot>;

/** Whole words first; only where they fit at no size are they broken, at the places that allow it. */
export async function fitSlots(
  setting: Setting,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Fitted | TextOverflow> {
  const whole = await fitAll(setting, (slot) => wordsIn(setting, slot), typesetter, signal);
  if (!('slot' in whole) || isOptional(whole.slot, setting)) return whole;
  return fitAll(setting, (slot) => brokenWords(wordsIn(setting, slot)), typesetter, signal);
}

async function fitAll(
  setting: Setting,
  wordsOf: (slot: TextSlot) => readonly Word[],
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Fitted | TextOverflow> {
  const root = measuringTree(setting, wordsOf);
  const measured = await typesetter.measure(sheetOf(setting, root), signal);
  const fitted = new Map<TextSlot, FittedSlot>();
  const fits = new Map<TextSlot, Fit>();
  for (const [node, box] of pairs(root, measured)) {
    const slot = node.attributes?.['data-slot'] as TextSlot | undefined;
    const spec = slot && setting.template.slots[slot];
    if (!slot || !spec || fitted.has(slot)) continue;
    const textBox = boxOf(spec, setting);
    if (!textBox) return { slot };
    const words = wordsOf(slot);
    const metrics = metricsOf(box, words, measuringSizeOf(slot, setting));
    const fit = (room: TextBox) =>
      fitWords(words, metrics, insideOutline(room, spec, setting), setting.format, spec.fill);
    const lines = fit(readable(textBox, setting)) ?? (textBox.optional ? undefined : fit(textBox));
    if (!lines) return { slot };
    fitted.set(slot, { lines, lineHeight: metrics.raised });
    fits.set(slot, (most) => fit({ ...textBox, most }));
  }
  evenOut(fitted, fits, setting.format);
  return fitted.has('headline') ? fitted : { slot: 'headline' };
}

/** Widths and heights in hundredths of the type size. */
function metricsOf(
  slot: MeasuredNode,
  words: readonly Word[],
  measuringSize: number,
): Metrics & { raised: number | undefined } {
  const scale = 100 / measuringSize;
  const widths = slot.children.map((line) => line.width * scale);
  const [spaced = 0, unspaced = 0, hyphen = 0] = widths.slice(-PROBES.length);
  const last = slot.children.at(-1);
  const given = last ? last.height * scale : 120;
  const faceHeight = ((last?.runs[0]?.height ?? 0) * scale || given) / 100;
  const least = leastLineHeight(words.map(({ text }) => text).join(''), faceHeight);
  const raised = least * 100 > given ? least : undefined;
  // Emoji and plates may be higher than the line that they stand in.
  const lineHeight = Math.max((raised ?? 0) * 100, ...slot.children.map((line) => line.height * scale));
  return { words: widths.slice(0, words.length), space: spaced - unspaced, hyphen, lineHeight, raised };
}

/** Sets a slot's words in at most so many `u`. */
type Fit = (most: number) => FittedLine[] | undefined;

/** Points are read as one list and labels as a pair: each is set in the size of the one that has to be smallest. */
const ALIKE = [/^point-/, /^label-/];

function evenOut(fitted: Map<TextSlot, FittedSlot>, fits: ReadonlyMap<TextSlot, Fit>, frame: Format): void {
  const unit = Math.min(frame.width, frame.height) / 100;
  for (const group of ALIKE) {
    const alike = [...fitted].filter(([slot]) => group.test(slot));
    const size = Math.min(...alike.flatMap(([, { lines }]) => lines.map((line) => line.size)));
    for (const [slot, { lineHeight }] of alike) {
      const lines = fits.get(slot)?.(size / unit);
      if (lines) fitted.set(slot, { lines, lineHeight });
    }
  }
}
