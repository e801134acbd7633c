import { type SqlBool, sql } from 'kysely';
import { fromNow, now } from '../clock.ts';
import type { Db } from '../connect.ts';

/*
 * When the repeating tasks of maintenance run. Any number of workers ask, and the database's clock decides: no worker's clock
 * can put a task off for the others.
 */

export interface Turn {
  /** The number of the run that the caller is to start; undefined where none is due. */
  readonly run: number | undefined;
  /** When it is worth asking again. */
  readonly dueInSeconds: number;
}

/**
 * Takes the run of the task that is due. Of many workers that ask at once, one gets it. One that is due later than any
 * worker would have made it is as stuck as one that is overdue: the clock has been put back, or the interval made
 * shorter. A crash after this costs one run: the next is due an interval later.
 */
export async function takeTurn(db: Db, { task, everySeconds }: { task: string; everySeconds: number }): Promise<Turn> {
  const times = { startedAt: now, dueAt: fromNow(everySeconds) };
  const taken = await db
    .insertInto('MaintenanceTask')
    .values({ name: task, run: 1, ...times })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ run: sql`"MaintenanceTask"."run" + 1`, ...times })
        .where(isDue(everySeconds)),
    )
    .returning('run')
    .executeTakeFirst();
  if (taken) return { run: taken.run, dueInSeconds: everySeconds };
  const { dueInSeconds } = await db
    .selectFrom('MaintenanceTask')
    .select(sql<number>`extract(epoch from "dueAt" - now())::float8`.as('dueInSeconds'))
    .where('name', '=', task)
    .executeTakeFirstOrThrow();
  return { run: undefined, dueInSeconds };
}

/** Twice the interval, because a worker that waited for another one's commit has an older `now()`. */
function isDue(everySeconds: number) {
  return sql<SqlBool>`"MaintenanceTask"."dueAt" not between now() and ${fromNow(2 * everySeconds)}`;
}

/** Called when a run has done its work. */
export async function recordEnd(db: Db, { task }: { task: string }): Promise<void> {
  await db.updateTable('MaintenanceTask').set({ endedAt: now }).where('name', '=', task).execute();
}

export interface LastRun {
  /** When a run last ended. */
  readonly endedAt: Date | null;
  readonly secondsAgo: number | null;
  /** Several runs in a row have not ended, or not begun. */
  readonly late: boolean;
}

/** After how many intervals without an end a task is late, and after how many seconds at least. */
const LATE_RUNS = 6;
const LATE_SECONDS = 60;

/** What is known of a task; undefined where it has never been due. */
export function lastRun(db: Db, { task }: { task: string }): Promise<LastRun | undefined> {
  return db
    .selectFrom('MaintenanceTask')
    .select('endedAt')
    .select(sql<number | null>`round(extract(epoch from now() - "endedAt"))::float8`.as('secondsAgo'))
    .select(isLate.as('late'))
    .where('name', '=', task)
    .executeTakeFirst();
}

const patience = sql`greatest(${LATE_RUNS} * ("dueAt" - "startedAt"), make_interval(secs => ${LATE_SECONDS}))`;
const isLate = sql<boolean>`coalesce(now() > "endedAt" + ${patience}, "run" > ${LATE_RUNS})`;
