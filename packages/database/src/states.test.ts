import { readFileSync } from 'node:fs';
import { GENERATION_STATUSES, generationRequestSchema, isTerminal, MAX_ATTEMPTS, specOf } from '@proofsheet/domain';
import {
  aGeneration,
  anAnalysis,
  anAsset,
  anOutput,
  aUser,
  type ClockedDatabase,
  clockedDatabase,
  makeReady,
} from '@proofsheet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  announceOutput,
  attemptState,
  beginAnalysis,
  cancelGeneration,
  cancelOverdue,
  claimGeneration,
  completeGeneration,
  endExhaustedAnalysis,
  excuseAnalysis,
  failGeneration,
  finishAnalysis,
  keepAsset,
  newId,
  reclaimExpiredLeases,
  redispatch,
  rejectAsset,
  releaseGeneration,
  renewLease,
  retryGeneration,
} from './index.ts';

/*
 * Every query that writes a state runs on a row in every situation. The transitions that come of it must be the arrows of the
 * diagram, no fewer and no more.
 */

let clock: ClockedDatabase;
let userId: string;
beforeAll(async () => {
  clock = await clockedDatabase();
  userId = await aUser(clock.db);
});
afterAll(() => clock.db.destroy());

const [LEASE_SECONDS, DEADLINE_SECONDS] = [60, 30];
const ALL = { limit: 1000 };
const error = { code: 'internal', message: 'It broke.' } as const;

describe('a generation', () => {
  const missing = [{ index: 1, variant: 1, format: 'square', code: 'no_template_fits', message: 'No.' }] as const;
  const ofTwo = specOf(
    generationRequestSchema.parse({
      kind: 'THUMBNAIL',
      copy: { headline: 'Hello' },
      variants: 2,
      onOutputError: 'skip',
    }),
  );

  const read = (id: string) =>
    clock.db
      .selectFrom('Generation')
      .select(['id', 'status', 'attempt', 'dispatch', 'outputCount', 'kept'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
  type Row = Awaited<ReturnType<typeof read>>;

  /* Each brings a generation from one situation to the next, by the queries of workers, sweeps and clients. */
  const submitted = (deadlineSeconds?: number) => aGeneration(clock.db, { userId, spec: ofTwo, deadlineSeconds });
  const claimed = async (id: string) => {
    await claimGeneration(clock.db, { id, leaseSeconds: LEASE_SECONDS });
    return id;
  };
  const afterSeconds = (seconds: number) => async (id: string) => {
    await clock.advance(seconds + 1);
    return id;
  };
  const onItsLastAttempt = async (id: string) => {
    for (let left = MAX_ATTEMPTS; left > 1; left -= 1) await claimed(id).then(afterSeconds(LEASE_SECONDS));
    return claimed(id);
  };
  const ended = (end: (row: Row) => Promise<unknown>) => async (id: string) => {
    await end(await read(id));
    return id;
  };

  const retry = ({ id }: Row) => clock.db.transaction().execute((tx) => retryGeneration(tx, { userId, id }));
  const completePartly = ({ id, attempt }: Row) =>
    completeGeneration(clock.db, { id, attempt, outputs: [anOutput()], missing });
  const complete = ({ id, attempt, outputCount, kept }: Row) => {
    const indexes = Array.from({ length: outputCount - kept }, (_, position) => kept + position);
    const outputs = indexes.map((index) => anOutput({ index, variant: index }));
    return completeGeneration(clock.db, { id, attempt, outputs });
  };
  const fail = (row: Row) => failGeneration(clock.db, { ...row, error });
  const cancel = ({ id }: Row) => cancelGeneration(clock.db, { userId, id });

  const SITUATIONS: Record<string, () => Promise<string>> = {
    waits: () => submitted(),
    'waits past its deadline': () => submitted(DEADLINE_SECONDS).then(afterSeconds(DEADLINE_SECONDS)),
    runs: () => submitted().then(claimed),
    'runs past its deadline': () => submitted(DEADLINE_SECONDS).then(claimed).then(afterSeconds(DEADLINE_SECONDS)),
    'runs its last attempt': () => submitted().then(onItsLastAttempt),
    'was left by its worker': () => submitted().then(claimed).then(afterSeconds(LEASE_SECONDS)),
    'was left by its last worker': () => submitted().then(onItsLastAttempt).then(afterSeconds(LEASE_SECONDS)),
    'is complete': () => submitted().then(claimed).then(ended(complete)),
    'lacks an output': () => submitted().then(claimed).then(ended(completePartly)),
    'is retried for an output': () =>
      submitted().then(claimed).then(ended(completePartly)).then(ended(retry)).then(onItsLastAttempt),
    'waits to be retried for an output': () => submitted().then(claimed).then(ended(completePartly)).then(ended(retry)),
    'waits to be retried, past its deadline': () =>
      submitted(DEADLINE_SECONDS)
        .then(claimed)
        .then(ended(completePartly))
        .then(ended(retry))
        .then(afterSeconds(DEADLINE_SECONDS)),
    'is retried past its deadline': () =>
      submitted(DEADLINE_SECONDS)
        .then(claimed)
        .then(ended(completePartly))
        .then(ended(retry))
        .then(claimed)
        .then(afterSeconds(DEADLINE_SECONDS)),
    'its last retry was left by its worker': () =>
      submitted()
        .then(claimed)
        .then(ended(completePartly))
        .then(ended(retry))
        .then(onItsLastAttempt)
        .then(afterSeconds(LEASE_SECONDS)),
    failed: () => submitted().then(claimed).then(ended(fail)),
    'was cancelled': () => submitted().then(ended(cancel)),
  };

  /** Each with the present attempt, as the worker that has the generation runs them. */
  const WRITES: Record<string, (row: Row) => Promise<unknown>> = {
    claim: ({ id }) => claimed(id),
    renew: (row) => renewLease(clock.db, { ...row, leaseSeconds: LEASE_SECONDS }),
    'announce output': (row) => announceOutput(clock.db, { ...row, progress: 1, output: anOutput() }),
    'ask whether it is wanted': (row) => attemptState(clock.db, row),
    complete,
    fail,
    release: (row) => releaseGeneration(clock.db, { ...row, error, delaySeconds: 0 }),
    excuse: (row) => releaseGeneration(clock.db, { ...row, error, delaySeconds: 0, excused: true }),
    reclaim: () => reclaimExpiredLeases(clock.db, ALL),
    redispatch: (row) => redispatch(clock.db, { rows: [row] }),
    'cancel what is overdue': () => cancelOverdue(clock.db, ALL),
    cancel,
    retry,
  };

  test('makes exactly the transitions of the diagram, and leaves a terminal state only by a retry', async () => {
    const transitions = new Set<string>();
    const left = new Set<string>();
    for (const reach of Object.values(SITUATIONS)) {
      for (const [name, write] of Object.entries(WRITES)) {
        const before = await read(await reach());
        await write(before);
        const after = await read(before.id);
        if (after.status === before.status && after.attempt === before.attempt) continue;
        transitions.add(`${before.status} -> ${after.status}`);
        if (before.kept > 0 && isTerminal(after.status)) expect(after.status, name).toBe('COMPLETED');
        if (name !== 'retry') left.add(before.status);
      }
    }
    expect([...transitions].toSorted()).toEqual(arrowsOf('Generation', DOMAIN));
    expect(GENERATION_STATUSES.filter((status) => !left.has(status))).toEqual(GENERATION_STATUSES.filter(isTerminal));
  }, 120_000);
});

describe('an asset', () => {
  const read = (id: string) =>
    clock.db.selectFrom('Asset').select(['id', 'status', 'masterKey']).where('id', '=', id).executeTakeFirstOrThrow();
  type Row = Awaited<ReturnType<typeof read>>;

  const uploaded = () => anAsset(clock.db, { userId });
  const ready = async () => {
    const id = await uploaded();
    await makeReady(clock.db, id);
    return id;
  };
  const exhausted = async (id: string) => {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) await beginAnalysis(clock.db, { id, again: 'any' });
    await clock.advance(LEASE_SECONDS);
    return id;
  };
  const rejected = async () => {
    const id = await uploaded();
    await rejectAsset(clock.db, { id }, error);
    return id;
  };

  const result = () => ({ analysis: anAnalysis(), masterKey: newId(), proxyKey: null, cutoutKey: null });
  const analyse =
    (again?: 'any') =>
    async ({ id }: Row) => {
      const begun = await beginAnalysis(clock.db, { id, again });
      if (begun) await finishAnalysis(clock.db, begun, result());
    };
  const LATER = new Date('2100-01-01');
  /** As by a worker that began, just now, on an asset of that status with the master that it still has. */
  const finishAs = async (row: Row, status: 'PENDING' | 'READY') => {
    const begun = { ...row, status, objectKey: 'o', proxyKey: null, cutoutKey: null, renditions: [], begunAt: LATER };
    await finishAnalysis(clock.db, begun, result());
  };

  const SITUATIONS = [uploaded, () => uploaded().then(exhausted), ready, () => ready().then(exhausted), rejected];
  const WRITES: ((row: Row) => Promise<unknown>)[] = [
    analyse(),
    analyse('any'),
    (row) => finishAs(row, 'PENDING'),
    (row) => finishAs(row, 'READY'),
    (row) => rejectAsset(clock.db, row, error),
    (row) => keepAsset(clock.db, row),
    (row) => excuseAnalysis(clock.db, row),
    ({ id }) => endExhaustedAnalysis(clock.db, { id, quietSeconds: 1 }),
    ({ id }) => endExhaustedAnalysis(clock.db, { id, again: 'any', quietSeconds: 1 }),
  ];

  test('makes exactly the transitions of the diagram', async () => {
    const transitions = new Set<string>();
    for (const reach of SITUATIONS) {
      for (const write of WRITES) {
        const before = await read(await reach());
        await write(before);
        const after = await read(before.id);
        if (after.status !== before.status || after.masterKey !== before.masterKey) {
          transitions.add(`${before.status} -> ${after.status}`);
        }
      }
    }
    expect([...transitions].toSorted()).toEqual(arrowsOf('Asset', DOMAIN));
  }, 60_000);
});

test.each(['Asset', 'Generation'] as const)('ARCHITECTURE.md shows the states of %s as the domain does', (subject) => {
  expect(arrowsOf(subject, ARCHITECTURE)).toEqual(arrowsOf(subject, DOMAIN));
});

const root = new URL('../../../', import.meta.url);
const DOMAIN = readFileSync(new URL('packages/domain/src/states.ts', root), 'utf8');
const ARCHITECTURE = readFileSync(new URL('ARCHITECTURE.md', root), 'utf8');

/** The arrows that a text draws for a subject, as `PENDING -> READY`, sorted. `A -> B | C` is two of them. */
function arrowsOf(subject: string, text: string): string[] {
  const [, drawn = ''] = new RegExp(`^[ *]+${subject}  ((?:.* -> .*\n)+)`, 'm').exec(text) ?? [];
  const [lines = ''] = drawn.split(/^[ *]+[A-Z][a-z]+ {2}/m);
  const chains = lines.match(/[A-Z]+(?: (?:->|\|) [A-Z]+)+/g) ?? [];
  const arrows = chains.flatMap((chain) => {
    const steps = chain.split(' -> ').map((step) => step.split(' | '));
    return steps
      .slice(1)
      .flatMap((to, index) => (steps[index] ?? []).flatMap((from) => to.map((one) => `${from} -> ${one}`)));
  });
  return [...new Set(arrows)].toSorted();
}
