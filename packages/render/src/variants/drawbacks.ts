import type { Finding, FindingCode } from '@proofsheet/domain';
import { meritOf } from '../inspect/score.ts';
import type { Layout } from '../layout/layers.ts';
import type { Candidate } from '../planning/candidates.ts';
import type { LayoutFailure } from './lay-out-candidate.ts';

/** Why a candidate is shown only when nothing better is left. */
export interface Drawbacks {
  readonly findings: readonly Finding[];
  /** In how many formats it cannot be had. */
  readonly lost: number;
  /** Why not, in the first of them. */
  readonly failure?: LayoutFailure | undefined;
  /** Whether its logo is not read with ease on this palette, or needs a plate. */
  readonly poorLogo?: boolean;
  /** By how much its layouts are below what is good enough, all formats together: see `weaknessOf`. */
  readonly weakness?: number;
}

export interface SetAside extends Drawbacks {
  readonly candidate: Candidate;
  /** Whether it was seen to look just like one that was chosen: two palettes of a brand may come out the same. */
  readonly isSame?: boolean;
}

const OF_PALETTE: ReadonlySet<FindingCode> = new Set(['low_contrast', 'faint_logo', 'over_byte_cap', 'subject_lost']);

/** Whether every palette of the composition has it: contrast and the bytes of a file change with the colours. */
export function isOfComposition({ code }: Finding): boolean {
  return !OF_PALETTE.has(code);
}

export function errorsOf(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity === 'error');
}

/** Layouts of less merit than this are shown when nothing better is left: a small picture in an empty frame. */
const LEAST_MERIT = 0.7;
/** What is made for a part of an offer is full of that: its picture may be smaller, but is not forced to be larger. */
const MADE_FOR = new Set<string>(['old-price', 'coupon', 'rating']);
const LEAST_MERIT_MADE_FOR = 0.4;

/** How weak layouts are, though nothing in them is wrong: 0 where all are good enough. */
export function weaknessOf(layouts: readonly Layout[]): number {
  const leastOf = ({ setting: { template, crop } }: Layout) =>
    crop === 'usual' && template.needs.some((need) => MADE_FOR.has(need)) ? LEAST_MERIT_MADE_FOR : LEAST_MERIT;
  return layouts.reduce((sum, layout) => sum + Math.max(0, leastOf(layout) - meritOf(layout)), 0);
}

/** What the weakness of a layout without any merit weighs, in warnings. */
const WEAK = 2;

/** A screen that is not there, or a ring around nothing, in each format: worse than a subject that is cut in several of them. */
const BLIND = 8;
/** Subjects that are left out, in each format, of three at least. */
const UNSEEN = 5;
/** More than all warnings of a picture together. */
const ERROR = 10;

/** Shares of which much more than the limit is much worse than a little more. */
const BY_SHARE: ReadonlySet<FindingCode> = new Set([
  ...(['subject_cut', 'subject_covered', 'text_on_subject', 'field_empty', 'ground_blurred'] as const),
]);
/** What each further limit's worth of a share adds, and the most that it adds. */
const STEP = 0.3;
const MOST_ADDED = 1.5;

/** Somebody who is cut or left out is worse than another palette of a composition that shows everybody. */
const CUT_FACE = 2;

function weightOfFinding({ code, severity, value, limit }: Finding): number {
  if (severity === 'error') return ERROR;
  if (code === 'face_cut') return CUT_FACE;
  return BY_SHARE.has(code) ? 1 + Math.min(MOST_ADDED, STEP * (value / limit - 1)) : 1;
}

/** What a palette weighs that does not suit the logo, in each format: less than to show a composition again, mirrored. */
const POOR_LOGO = 0.5;

/** What a composition weighs that was chosen already, in each format, and one of the same template that is mirrored. */
const REPEATED = 1;
const MIRRORED = 0.75;

/** How much a candidate repeats one of those chosen, in warnings of each format: the same picture in another tint. */
export function repetition(candidate: Candidate, chosen: readonly Candidate[]): number {
  const alike = chosen.filter(({ template }) => template === candidate.template);
  if (alike.length === 0) return 0;
  return alike.some(({ flip }) => flip === candidate.flip) ? REPEATED : MIRRORED;
}

/**
 * A lost format is worse than any finding, and an error worse than anything else. Subjects or words left out are worse than
 * one warning in each of the formats. A palette that does not suit the logo is as bad as a warning in half of them.
 * What goes wrong in a closer crop is better shown whole.
 */
export function weightOf(aside: SetAside, formats: number): number {
  const { findings, lost, poorLogo, weakness = 0 } = aside;
  const { crop, omits, blind } = aside.candidate;
  const weights = findings.map(weightOfFinding);
  const faults = weights.reduce((sum, weight) => sum + weight, 0);
  return (
    lost * 1000 +
    faults +
    (omits.copy * formats + omits.offer) * 2 +
    omits.pictures * UNSEEN * Math.max(3, formats) +
    (blind ? BLIND * formats : 0) +
    (poorLogo ? Math.max(1, POOR_LOGO * formats) : 0) +
    (aside.isSame ? REPEATED * formats : 0) +
    (weakness / LEAST_MERIT) * WEAK +
    (crop === 'closer' ? 5 : 0)
  );
}
