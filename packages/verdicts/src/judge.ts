import type { Made } from './made.ts';
import { areaUnderRoc, intervalOf, type RocPoint, rocCurve } from './roc.ts';
import type { Verdict } from './verdicts.ts';

/** On how many pictures a finding stands. */
export interface FindingCount {
  /** `(none)` for pictures without a finding. */
  readonly code: string;
  readonly publishable: number;
  readonly faulty: number;
  /** The faulty ones by what was said of them, the most frequent first. */
  readonly faults: readonly (readonly [fault: string, pictures: number])[];
}

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
  /** Between which values it lies in truth, at 95 %. */
  readonly aucInterval: readonly [number, number] | undefined;
  /** Pairs of a publishable and a faulty picture. */
  readonly pairs: number;
  readonly roc: readonly RocPoint[];
  /** By code; `(none)` first. */
  readonly byFinding: readonly FindingCount[];
  /** The most frequent first. */
  readonly byVerdict: readonly (readonly [verdict: string, pictures: number])[];
}

type Judged = Made & { readonly picture: NonNullable<Made['picture']>; readonly verdict: Verdict['verdict'] };

/** Compares what the system says of its pictures with what people said. */
export function judge(made: readonly Made[], verdicts: ReadonlyMap<string, Verdict>): Judgement {
  const judged = judgedOf(made, verdicts);
  const good = judged.filter(isPublishable);
  const bad = judged.filter((one) => !isPublishable(one));
  const best = Map.groupBy(
    judged.filter(({ variant }) => variant === 0),
    ({ tag }) => tag,
  );
  const [goodScores, badScores] = [good, bad].map((of) => of.map(({ picture }) => picture.score)) as [
    number[],
    number[],
  ];
  const auc = areaUnderRoc(goodScores, badScores);
  return {
    judged: judged.length,
    unjudged: made.filter(({ picture }) => picture).length - judged.length,
    publishable: good.length,
    orders: best.size,
    bestPublishable: [...best.values()].filter((all) => all.every(isPublishable)).length,
    faulty: bad.length,
    faultyWithFinding: bad.filter(({ picture }) => picture.findings.length > 0).length,
    falseAlarms: good.filter(({ picture }) => picture.findings.some(({ severity }) => severity === 'error')).length,
    auc,
    aucInterval: auc === undefined ? undefined : intervalOf(auc, good.length, bad.length),
    pairs: good.length * bad.length,
    roc: rocCurve(goodScores, badScores),
    byFinding: countFindings(judged),
    byVerdict: countsOf(judged.map(({ verdict }) => verdict)),
  };
}

function judgedOf(made: readonly Made[], verdicts: ReadonlyMap<string, Verdict>): Judged[] {
  return made.flatMap((one) => {
    const said = one.picture && verdicts.get(one.picture.sha256);
    return said && one.picture ? [{ ...one, picture: one.picture, verdict: said.verdict }] : [];
  });
}

function isPublishable({ verdict }: Judged): boolean {
  return verdict === 'ok';
}

function countFindings(judged: readonly Judged[]): FindingCount[] {
  const byCode = new Map<string, Judged[]>();
  for (const one of judged) {
    const codes = new Set<string>(one.picture.findings.map(({ code }) => code));
    for (const code of codes.size > 0 ? codes : ['(none)']) byCode.set(code, [...(byCode.get(code) ?? []), one]);
  }
  return [...byCode]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, on]) => {
      const bad = on.filter((one) => !isPublishable(one)).map(({ verdict }) => verdict);
      return { code, publishable: on.length - bad.length, faulty: bad.length, faults: countsOf(bad) };
    });
}

function countsOf(names: readonly string[]): [string, number][] {
  return [...Map.groupBy(names, (name) => name)]
    .map(([name, of]): [string, number] => [name, of.length])
    .sort(([, a], [, b]) => b - a);
}
