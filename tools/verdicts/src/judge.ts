import type { Made } from './render-orders.ts';
import type { Verdict } from './verdicts.ts';

export interface Judgement {
  readonly judged: number;
  readonly unjudged: number;
  readonly publishable: number;
  readonly orders: number;
  /** Orders whose best-ranked variant is publishable in all its formats. */
  readonly bestPublishable: number;
  /** Pictures that are not publishable, and those of them with a finding. */
  readonly faulty: number;
  readonly faultyWithFinding: number;
  /** Publishable pictures with a finding of severity `error`. */
  readonly falseAlarms: number;
  /** How well the score tells the two apart: 0.5 not at all, 1 always. Undefined without both. */
  readonly auc: number | undefined;
  /** How often each finding stands on pictures of each verdict. */
  readonly byFinding: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly byVerdict: ReadonlyMap<string, number>;
}

/** Compares what the system says of its pictures with what people said. */
export function judge(made: readonly Made[], verdicts: ReadonlyMap<string, Verdict>): Judgement {
  const known = made.flatMap((one) => {
    const said = one.picture && verdicts.get(one.picture.sha256);
    return said && one.picture ? [{ ...one, picture: one.picture, verdict: said.verdict }] : [];
  });
  const fine = known.filter(({ verdict }) => verdict === 'ok');
  const faulty = known.filter(({ verdict }) => verdict !== 'ok');
  const best = Map.groupBy(
    known.filter(({ variant }) => variant === 0),
    ({ tag }) => tag,
  );
  const scores = (of: typeof known) => of.map(({ picture }) => picture.score);
  const byFinding = new Map<string, Map<string, number>>();
  for (const { picture, verdict } of known) {
    const codes = picture.findings.length > 0 ? picture.findings.map(({ code }) => code) : ['(none)'];
    for (const code of new Set<string>(codes)) {
      const verdictsOfCode = byFinding.get(code) ?? new Map<string, number>();
      byFinding.set(code, verdictsOfCode);
      count(verdictsOfCode, verdict);
    }
  }
  const byVerdict = new Map<string, number>();
  for (const { verdict } of known) count(byVerdict, verdict);
  return {
    judged: known.length,
    unjudged: made.filter(({ picture }) => picture).length - known.length,
    publishable: fine.length,
    orders: best.size,
    bestPublishable: [...best.values()].filter((all) => all.every(({ verdict }) => verdict === 'ok')).length,
    faulty: faulty.length,
    faultyWithFinding: faulty.filter(({ picture }) => picture.findings.length > 0).length,
    falseAlarms: fine.filter(({ picture }) => picture.findings.some(({ severity }) => severity === 'error')).length,
    auc: areaUnderRoc(scores(fine), scores(faulty)),
    byFinding,
    byVerdict,
  };
}

/**
 * The probability that a good one scores higher than a bad one, equals counting half: the area under the curve of
 * receiver operating characteristics (Mann and Whitney's U over the number of pairs).
 */
export function areaUnderRoc(good: readonly number[], bad: readonly number[]): number | undefined {
  if (good.length === 0 || bad.length === 0) return undefined;
  let won = 0;
  for (const high of good) for (const low of bad) won += high > low ? 1 : high === low ? 0.5 : 0;
  return won / (good.length * bad.length);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

export function tableOf(judgement: Judgement): string {
  const { judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding, falseAlarms, auc } =
    judgement;
  const share = (part: number, of: number) => `${part} of ${of}${of > 0 ? `, ${Math.round((100 * part) / of)} %` : ''}`;
  const counts = (of: ReadonlyMap<string, number>) =>
    [...of]
      .sort(([, a], [, b]) => b - a)
      .map(([name, number]) => `${name} ${number}`)
      .join(', ');
  const lines = [
    ['publishable', share(publishable, judged)],
    ['best variant, in all its formats', share(bestPublishable, orders)],
    ['faults that a finding names', share(faultyWithFinding, faulty)],
    ['publishable with an error', share(falseAlarms, publishable)],
    ['area under the ROC curve of the score', auc === undefined ? 'needs good and bad ones' : auc.toFixed(3)],
    ['not judged yet', String(unjudged)],
    ['verdicts', counts(judgement.byVerdict)],
    ...[...judgement.byFinding].sort().map(([code, verdicts]) => [`  ${code}`, counts(verdicts)]),
  ];
  return lines.map(([name = '', value]) => `${name.padEnd(40)}${value}`).join('\n');
}
