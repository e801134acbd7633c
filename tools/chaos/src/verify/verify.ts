import type { ChaosSystem } from '../system/start.ts';
import type { Ledger } from '../traffic/ledger.ts';
import { badEnds } from './ends.ts';
import { jobsWithoutRow } from './jobs.ts';
import { leftOrphans } from './orphans.ts';
import { badPictures } from './pictures.ts';
import { brokenPromises } from './promises.ts';
import { badReasons } from './reasons.ts';
import { readTruth } from './truth.ts';
import type { Violation } from './violation.ts';

/**
 * Checks every rule that must hold whatever has died, from outside: rows, files, jobs, and what the users were told.
 */
export async function verify(
  { db, storage, queue }: Pick<ChaosSystem, 'db' | 'storage' | 'queue'>,
  ledger: Ledger,
): Promise<Violation[]> {
  const truth = await readTruth(db);
  return [
    ...brokenPromises(ledger, truth),
    ...badEnds(truth),
    ...badReasons(ledger, truth),
    ...(await badPictures(truth, storage)),
    ...(await leftOrphans(truth, storage)),
    ...(await jobsWithoutRow(truth, queue)),
  ];
}
