import type { GenerationStatus } from '@proofsheet/domain';
import { describeMachine, type Metric, type Report } from '@proofsheet/metrics';
import type { Options } from './options.ts';
import type { Outcome } from './run.ts';
import type { Harm, Violation } from './verify/violation.ts';

export interface ChaosReport extends Report {
  readonly seed: number;
  readonly backend: string;
  readonly minutes: number;
  readonly violations: readonly Violation[];
}

/** The counts of a run as metrics. Counts that must be 0 have that as their goal. */
export function reportOf(options: Options, { tally, ledger, truth, violations }: Outcome): ChaosReport {
  const ended = (status: GenerationStatus) => truth.generations.filter((row) => row.status === status).length;
  const harmed = (harm: Harm) => new Set(violations.filter((one) => one.harm === harm).map(({ id }) => id)).size;
  const counted = (name: string, unit = '') => count(name, tally.of(name), unit);
  const accepted = [...ledger.promises.values()].reduce((sum, { ids }) => sum + ids.size, 0);
  const metrics = [
    count('accepted', accepted, 'generations'),
    count('completed', ended('COMPLETED'), 'generations'),
    count('failed', ended('FAILED'), 'generations'),
    count('cancelled', ended('CANCELLED'), 'generations'),
    count(
      'attempts',
      truth.generations.reduce((sum, { attempt }) => sum + attempt, 0),
    ),
    count('outputs', truth.outputs.length, 'files'),
    counted('uploads'),
    counted('replays'),
    counted('retries'),
    counted('cancelled retries'),
    counted('aborted requests'),
    counted('stalled requests'),
    count('kills', tally.of('kills of workers') + tally.of('kills of the API')),
    counted('kills of workers'),
    counted('kills in mid-work'),
    counted('kills of the API'),
    counted('drains'),
    counted('freezes'),
    counted('freezes that ended in a kill'),
    counted('spared', 'kills and freezes'),
    counted('flushes'),
    counted('queue outages'),
    counted('PostgreSQL restarts'),
    counted('database outages'),
    counted('cuts at COMMIT'),
    counted('storage outages'),
    counted('clocks set'),
    counted('fenced writers'),
    counted('crashes'),
    counted('orphans collected', 'objects'),
    mustBeNone('lost', harmed('lost'), 'generations'),
    mustBeNone('duplicated', harmed('duplicated'), 'generations'),
    mustBeNone('orphans left', harmed('orphan'), 'objects'),
    mustBeNone('other violations', harmed('wrong')),
  ];
  const { seed, backend, minutes } = options;
  return { topic: 'chaos', machine: describeMachine(), metrics, seed, backend, minutes, violations };
}

function count(name: string, value: number, unit = ''): Metric {
  return { name, value, unit, goal: null, ok: null };
}

function mustBeNone(name: string, value: number, unit = ''): Metric {
  return { name, value, unit, goal: { atMost: 0 }, ok: value === 0 };
}
