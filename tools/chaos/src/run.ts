import { setTimeout as delay } from 'node:timers/promises';
import { untilReady } from '@proofsheet/local-system';
import { BREAKS } from './breaks.ts';
import { collectOrphans } from './collect-orphans.ts';
import { type Fault, scheduleOf } from './faults/schedule.ts';
import { strike } from './faults/strike.ts';
import type { Options } from './options.ts';
import type { Progress } from './progress.ts';
import { type ChaosSystem, READY_SECONDS, startSystem } from './system/start.ts';
import { newTally, type Tally } from './tally.ts';
import { type Ledger, newLedger } from './traffic/ledger.ts';
import { openTraffic, type Traffic } from './traffic/traffic.ts';
import { readTruth, type Truth } from './verify/truth.ts';
import { verify } from './verify/verify.ts';
import type { Violation } from './verify/violation.ts';
import { type Watch, watchGenerations } from './watch.ts';

export interface Outcome {
  readonly tally: Tally;
  readonly ledger: Ledger;
  readonly truth: Truth;
  readonly violations: readonly Violation[];
}

const STOCKING_SECONDS = 300;

interface Run {
  readonly options: Options;
  readonly system: ChaosSystem;
  readonly tally: Tally;
  readonly ledger: Ledger;
  readonly watch: Watch;
  readonly show: (phase: string, seconds: number, of: number) => void;
}

/** One run, from the seed to the verdict: faults strike while users order, then everything is restored and verified. */
export async function runChaos(
  options: Options,
  { folder, env, progress }: { folder: string; env: NodeJS.ProcessEnv; progress: Progress },
): Promise<Outcome> {
  const tally = newTally();
  const ledger = newLedger();
  const broken = options.break && BREAKS[options.break];
  progress.show({ phase: 'starting', seconds: 0, of: options.minutes * 60, figures: {} });
  const system = await startSystem({ ...options, folder, env, broken, tally });
  const watch = watchGenerations(system.db);
  const show = (phase: string, seconds: number, of: number) =>
    progress.show({ phase, seconds, of, figures: figuresOf(ledger, watch, tally) });
  const run: Run = { options, system, tally, ledger, watch, show };
  const over = new AbortController();
  try {
    // While the database is down, everything accepted since it last answered counts as unfinished.
    const unfinished = () => ledger.promises.size - watch.ended();
    const traffic = await openTraffic({
      ...options,
      ...system,
      ledger,
      tally,
      over: over.signal,
      unfinished,
    });
    await untilStocked(run);
    traffic.start();
    await strikeAll(run, scheduleOf({ ...options, rates: ratesOf(options) }));
    await untilReady([system.api], { seconds: READY_SECONDS });
    await settle(run, traffic, over);
    tally.add('orphans collected', await collectOrphans(system));
    show('verifying', 0, 0);
    const violations = await verify(system, ledger);
    for (const program of [system.programs.api, ...system.programs.workers]) tally.add('crashes', program.crashes);
    return { tally, ledger, violations, truth: await readTruth(system.db) };
  } finally {
    over.abort();
    watch.stop();
    await system.stop();
  }
}

/** BullMQ's PostgreSQL backend is for one machine, which has one clock. */
function ratesOf({ backend, faults }: Options): Options['faults'] & object {
  return { ...(backend === 'postgres' && { clock: 0 }), ...faults };
}

/**
 * All users share the first images, so they are analysed before the first fault: five kills would have one rejected.
 */
async function untilStocked({ watch, show }: Run): Promise<void> {
  const began = performance.now();
  do {
    show('stocking', (performance.now() - began) / 1000, STOCKING_SECONDS);
    if (performance.now() - began > STOCKING_SECONDS * 1000) throw new Error('the first images were not analysed');
    await delay(200);
  } while (!(await watch.look()) || watch.counts.pendingAssets > 0);
}

/** Resolves when the last fault and the time are over. Rejects as soon as a fault cannot be caused or ended. */
async function strikeAll({ options, system, tally, show }: Run, schedule: readonly Fault[]): Promise<void> {
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const whole = options.minutes * 60_000;
  const failed = Promise.withResolvers<never>();
  const until = async (moment: number) => {
    while (elapsed() < moment) {
      await Promise.race([delay(Math.min(moment - elapsed(), 500)), failed.promise]);
      show('faults', elapsed() / 1000, whole / 1000);
    }
  };
  const striking: Promise<void>[] = [];
  for (const fault of schedule) {
    await until(fault.at);
    striking.push(strike(system, fault, tally).catch(failed.reject));
  }
  await until(whole);
  await Promise.race([Promise.all(striking), failed.promise]);
}

/**
 * Resolves when every order is answered and every generation and asset has ended, or when none has ended for so long
 * that none will.
 */
async function settle({ options, watch, show }: Run, traffic: Traffic, over: AbortController): Promise<void> {
  let progressAt = performance.now();
  let left = Number.POSITIVE_INFINITY;
  let placed = false;
  const stopped = traffic.stop().then(() => {
    placed = true;
  });
  const still = () => (performance.now() - progressAt) / 1000;
  while (still() < options.settle) {
    const asked = await watch.look();
    const unfinished = watch.unfinished() + watch.counts.pendingAssets;
    if (placed && asked && unfinished === 0) return;
    if (asked && unfinished !== left) progressAt = performance.now();
    left = unfinished;
    show('settling', still(), options.settle);
    await delay(300);
  }
  over.abort();
  await stopped;
}

function figuresOf({ promises }: Ledger, { counts, unfinished }: Watch, tally: Tally): Record<string, number> {
  return {
    accepted: promises.size,
    completed: counts.COMPLETED,
    failed: counts.FAILED,
    cancelled: counts.CANCELLED,
    unfinished: unfinished(),
    kills: tally.of('kills of workers') + tally.of('kills of the API'),
    freezes: tally.of('freezes'),
    fenced: tally.of('fenced writers'),
  };
}
