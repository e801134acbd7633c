import type { Judgement } from '@proofsheet/verdicts';

/** A judgement for a terminal, a line for each figure. */
export function tableOf(judgement: Judgement): string {
  const { judged, unjudged, publishable, orders, bestPublishable, faulty, faultyWithFinding, falseAlarms } = judgement;
  const lines = [
    ['publishable', share(publishable, judged)],
    ['best variant, in all its formats', share(bestPublishable, orders)],
    ['faults that a finding names', share(faultyWithFinding, faulty)],
    ['publishable with an error', share(falseAlarms, publishable)],
    ['area under the ROC curve of the score', area(judgement)],
    ['not judged yet', String(unjudged)],
    ['verdicts', counts(judgement.byVerdict)],
    ...judgement.byFinding.map(({ code, publishable, faulty, faults }) => [
      `  ${code}`,
      `publishable ${publishable}, faulty ${faulty}${faulty > 0 ? ` (${counts(faults)})` : ''}`,
    ]),
  ];
  return lines.map(([name = '', value]) => `${name.padEnd(40)}${value}`).join('\n');
}

function share(part: number, of: number): string {
  return `${part} of ${of}${of > 0 ? `, ${Math.round((100 * part) / of)} %` : ''}`;
}

function area({ auc, aucInterval, pairs }: Judgement): string {
  if (auc === undefined || !aucInterval) return 'needs good and bad ones';
  const [low, high] = aucInterval.map((end) => end.toFixed(3));
  return `${auc.toFixed(3)} (95 %: ${low} to ${high}; ${pairs} pairs)`;
}

function counts(of: readonly (readonly [string, number])[]): string {
  return of.map(([name, number]) => `${name} ${number}`).join(', ');
}
