import { Fault, type Finding, type Format } from '@proofsheet/domain';
import type { TypesetCopy } from '../text/copy.ts';
import type { LayoutFailure } from './lay-out-candidate.ts';

/** What could not be laid out, and why. */
export type LayoutFailures = readonly { readonly template: string; readonly failure: LayoutFailure }[];

/**
 * Too few variants: names the slot whose text was too long most often, and in which templates; or a broken template. A
 * number is named only where nothing else was too long: templates that set it apart step aside for one that is wide.
 */
export function tooFew(found: number, wanted: number, failures: LayoutFailures, copy: TypesetCopy): Fault {
  const overflows = failures.flatMap(({ template, failure }) =>
    'slot' in failure && failure.slot !== 'emoji' ? [{ template, slot: failure.slot }] : [],
  );
  const texts = overflows.filter(({ slot }) => slot !== 'number');
  const tooLong = texts.length > 0 ? texts : overflows.filter(() => copy.numbered);
  const [broken] = failures.flatMap(({ failure }) => ('broken' in failure ? [failure.broken] : []));
  if (found === 0 && broken && tooLong.length === 0) return broken;
  const slots = tooLong.map(({ slot }) => slot);
  const slot = slots.toSorted((a, b) => count(slots, b) - count(slots, a))[0] ?? 'headline';
  const templates = new Set(tooLong.filter((failed) => failed.slot === slot).map(({ template }) => template));
  const culprit =
    templates.size === 0 ? '' : ` The ${slot} "${textOf(slot, copy)}" is too long for ${[...templates].join(', ')}.`;
  if (found === 0) {
    const remedy = templates.size === 0 ? '' : ` A shorter ${slot} helps most.`;
    const message = `No template fits this text and these images.${culprit}${remedy}`;
    return new Fault('no_template_fits', message, { field: `copy/${fieldOf(slot)}` });
  }
  const message = `Only ${found} of ${wanted} variants fit this text and these images.${culprit} Ask for fewer or shorten the ${slot}.`;
  return new Fault('no_template_fits', message, { field: 'variants' });
}

/** Why a template cannot be had in one format. */
export function doesNotFit(template: string, { name }: Format, failure: LayoutFailure, copy: TypesetCopy): Fault {
  if ('broken' in failure) return failure.broken;
  const message =
    'unserved' in failure
      ? `${template} is not laid out for ${name}, and no template that is fits the other formats better.`
      : `The ${failure.slot} "${textOf(failure.slot, copy)}" is too long for ${name}; a shorter one helps.`;
  return new Fault('no_template_fits', message);
}

/** Too few pictures that `strict` accepts, and why. */
export function refused(findings: readonly Finding[]): Fault {
  const errors = [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))];
  const why = errors.length > 0 ? ` What is left has ${errors.join(', ')}.` : '';
  return new Fault('no_output_passes', `Too few pictures pass the inspection without an error.${why}`);
}

function textOf(slot: Extract<LayoutFailure, { slot: unknown }>['slot'], copy: TypesetCopy): string {
  const words = copy.slots.get(slot) ?? copy.numbered?.slots.get(slot) ?? [];
  const text = words.map((word) => (word.join ? '' : ' ') + word.text).join('');
  return text.trim().slice(0, 80);
}

/** `points/1` for `point-2`, `labels/0` for `label-1`; the headline for the number that begins it. */
function fieldOf(slot: string): string {
  const [, group, place] = /^(point|label)-(\d)$/.exec(slot) ?? [];
  if (group) return `${group}s/${Number(place) - 1}`;
  return slot === 'number' ? 'headline' : slot;
}

function count<T>(items: readonly T[], wanted: T): number {
  return items.filter((item) => item === wanted).length;
}
