import { Fault, type Format, type OutputMediaType } from '@proofsheet/domain';
import type { Typesetter } from '../engine/takumi.ts';
import { isDark, type Photograph } from '../images/photographs.ts';
import { layOut } from '../layout/lay-out.ts';
import type { Layout, Misfit } from '../layout/layers.ts';
import { logoFor } from '../layout/logo.ts';
import type { Wardrobe } from '../layout/theme.ts';
import type { Candidate } from '../planning/candidates.ts';
import type { Template } from '../templates/manifest.ts';
import type { SetCopy } from '../text/copy.ts';

/** All that the variants of one order share. */
export interface Material {
  readonly formats: readonly Format[];
  readonly mediaType: OutputMediaType;
  readonly copy: SetCopy;
  readonly logo: Photograph | undefined;
  readonly wardrobe: Wardrobe;
  readonly typesetter: Typesetter;
}

/** Why a candidate cannot be had in a format: a slot's text is too long, the template is not made for it, or is broken. */
export type Unfit = Misfit | { readonly unserved: true } | Broken;

export interface Broken {
  readonly broken: Fault;
}

/** An operator's template that cannot be drawn, or not in time, is left to no order that others can fill. */
export function brokenBy(error: unknown): Broken {
  if (error instanceof Fault && (error.code === 'template_timeout' || error.code === 'template_failed'))
    return { broken: error };
  throw error;
}

export function isLaidOut(result: Layout | Unfit): result is Layout {
  return 'layers' in result;
}

/** Sets an order's words and pictures as a candidate has it, in one format. */
export async function layOutFor(
  candidate: Candidate,
  format: Format,
  material: Material,
  signal?: AbortSignal,
): Promise<Layout | Unfit> {
  signal?.throwIfAborted();
  const { template, scheme, swap, pictures } = candidate;
  if (!template.aspects.includes(format.aspect)) return { unserved: true };
  const { typesetter, wardrobe } = material;
  const copy = copyFor(template, material.copy);
  if (!copy) return { slot: 'number' };
  const setting = {
    ...{ template, format, copy, pictures, crop: candidate.crop, theme: wardrobe(scheme, swap) },
    flip: flipFor(candidate, format, copy),
    logo: await logoFor(template, format, material.logo),
    bleeds: pictures.get('cutout')?.cutOff.has('bottom') ?? false,
    darkPhoto: isDark(pictures.get('photo')),
    omits: candidate.omits,
  };
  return layOut(setting, typesetter, signal).catch(brokenBy);
}

/**
 * What is read from the right begins there: the design is mirrored. A strip is read as one line and is mirrored for
 * nothing else: its button would come before its promise.
 */
function flipFor({ template, flip }: Candidate, { aspect }: Format, { direction }: SetCopy): boolean {
  const mirrored = direction === 'rtl' && template.flips !== false;
  return aspect === 'strip' ? mirrored : flip !== mirrored;
}

function copyFor({ slots, quotes }: Template, copy: SetCopy): SetCopy | undefined {
  if (slots.number) return copy.numbered;
  return (quotes ? copy.unmarked : undefined) ?? copy;
}
