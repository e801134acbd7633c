import type { MeasuredNode, Typesetter } from '../engine/takumi.ts';
import type { TextBox, TextSlot } from '../templates/manifest.ts';
import { type FittedLine, fitWords, type Metrics } from '../text/fit.ts';
import { fitPrice } from '../text/fit-price.ts';
import { brokenWords, type Word } from '../text/segment.ts';
import type { TextOverflow } from './layers.ts';
import { pairs } from './measured-boxes.ts';
import { groundHeightFor, haveGround, lineHeightFor, type Reaches } from './reach.ts';
import type { FittedSlot, Setting } from './setting.ts';
import { leastShown } from './shown-scale.ts';
import {
  boxOf,
  frameFor,
  frameOf,
  insideOutline,
  isOptional,
  measuringSizeOf,
  readable,
  unitOf,
} from './text-boxes.ts';
import { measuringTree, PROBES, sheetOf, wordsIn } from './tree.ts';

type Fitted = ReadonlyMap<TextSlot, FittedSlot>;

/** Sizes every slot's text. Words are broken only where they fit at no size, and only at places that allow it. */
export async function fitSlots(
  setting: Setting,
  reaches: Reaches,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Fitted | TextOverflow> {
  const fitted = await fitAll(setting, (slot) => wordsIn(setting, slot), reaches, typesetter, signal);
  if (!('slot' in fitted) || isOptional(fitted.slot, setting)) return fitted;
  return fitAll(setting, (slot) => brokenWords(wordsIn(setting, slot)), reaches, typesetter, signal);
}

async function fitAll(
  setting: Setting,
  wordsOf: (slot: TextSlot) => readonly Word[],
  reaches: Reaches,
  typesetter: Typesetter,
  signal?: AbortSignal,
): Promise<Fitted | TextOverflow> {
  const root = measuringTree(setting, wordsOf, reaches);
  const measured = await typesetter.measure(sheetOf(setting, root), signal);
  const fitted = new Map<TextSlot, FittedSlot>();
  const refits = new Map<TextSlot, Refit>();
  for (const [node, measuredNode] of pairs(root, measured)) {
    const slot = node.attributes?.['data-slot'] as TextSlot | undefined;
    const spec = slot && setting.template.slots[slot];
    if (!slot || !spec || fitted.has(slot)) continue;
    const box = boxOf(spec, setting);
    if (!box) return { slot };
    const words = wordsOf(slot);
    const least = leastLineHeight(slot, setting, reaches);
    const metrics = metricsOf(measuredNode, words.length, measuringSizeOf(slot, setting), least);
    const frame = frameFor(slot, setting);
    const fitInto = (available: TextBox) => {
      const inside = insideOutline(available, spec, frame);
      if (words.some(({ price }) => price)) return fitPrice(words, metrics, inside, frame, leastShown(setting.format));
      return fitWords(words, metrics, inside, frame, spec.fill);
    };
    const lines = fitInto(readable(box, frame)) ?? (box.optional ? undefined : fitInto(box));
    if (!lines) return { slot };
    fitted.set(slot, { lines, lineHeight: metrics.raised });
    refits.set(slot, (most) => fitInto({ ...box, most }));
  }
  evenOut(fitted, refits, unitOf(frameOf(setting)));
  leadByNumber(fitted, refits, unitOf(frameOf(setting)));
  return fitted.has('headline') ? fitted : { slot: 'headline' };
}

/**
 * Widths and heights in hundredths of the type size. `raised` is the line height that the ink needs, in type sizes, where
 * the template has less.
 */
function metricsOf(
  slot: MeasuredNode,
  words: number,
  measuringSize: number,
  least: number,
): Metrics & { raised: number | undefined } {
  const scale = 100 / measuringSize;
  const widths = slot.children.map((line) => line.width * scale);
  const [spaced = 0, unspaced = 0, hyphen = 0] = widths.slice(-PROBES.length);
  const heights = slot.children.map((line) => line.height * scale);
  const padding = (heights.at(-PROBES.length) ?? 100) - 100;
  const raised = least * 100 > (heights.at(-1) ?? 0) ? least - padding / 100 : undefined;
  // Emoji and plates may be higher than their line.
  const lineHeight = Math.max(least * 100, heights.at(-1) ?? 0, ...heights.slice(0, words));
  return { words: widths.slice(0, words), space: spaced - unspaced, hyphen, lineHeight, raised };
}

function leastLineHeight(slot: TextSlot, { template, format }: Setting, reaches: Reaches): number {
  const reach = reaches.get(slot);
  if (!reach) return 0;
  const apart = lineHeightFor(reach, template.slots[slot]?.fill ?? 'block');
  return haveGround(template.css[format.aspect], slot) ? Math.max(apart, groundHeightFor(reach)) : apart;
}

/** Sets a slot's words again, in type of at most `most` `u`. */
type Refit = (most: number) => FittedLine[] | undefined;

/** Points are read as one list and labels as a pair: all of a group are set in the size of its smallest. */
const GROUPS = [/^point-/, /^label-/];

function evenOut(fitted: Map<TextSlot, FittedSlot>, refits: ReadonlyMap<TextSlot, Refit>, unit: number): void {
  for (const group of GROUPS) {
    const members = [...fitted].filter(([slot]) => group.test(slot));
    const size = Math.min(...members.flatMap(([, { lines }]) => lines.map((line) => line.size)));
    for (const [slot, { lineHeight }] of members) {
      const lines = refits.get(slot)?.(size / unit);
      if (lines) fitted.set(slot, { lines, lineHeight });
    }
  }
}

/** How much larger than the words beside it a number that was set apart is, at least. */
const NUMBER_LEADS = 1.5;

/** A wide number is set smaller than a digit alone: the words stay behind it all the same, where they can. */
function leadByNumber(fitted: Map<TextSlot, FittedSlot>, refits: ReadonlyMap<TextSlot, Refit>, unit: number): void {
  const [number, headline] = [fitted.get('number'), fitted.get('headline')];
  if (!number || !headline) return;
  const most = Math.max(...number.lines.map(({ size }) => size)) / NUMBER_LEADS;
  if (headline.lines.every(({ size }) => size <= most)) return;
  const lines = refits.get('headline')?.(most / unit);
  if (lines) fitted.set('headline', { ...headline, lines });
}
