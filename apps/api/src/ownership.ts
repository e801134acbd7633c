import { type Db, findBatch, findGeneration, findProject, type Tx, type UserId } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';

/** What is not the user's is not found: no user learns whether another's id exists. */
export function found<Row>(row: Row | undefined, what: string, field?: string): Row {
  if (row !== undefined) return row;
  throw new Fault('not_found', `There is no ${what} of this id.`, field === undefined ? {} : { field });
}

/** Checks the `projectId` of a body or a filter, where there is one. */
export async function requireProject(db: Db | Tx, userId: UserId, projectId: string | undefined): Promise<void> {
  if (projectId === undefined) return;
  found(await findProject(db, { userId, id: projectId }), 'project', 'projectId');
}

export async function requireBatch(db: Db, userId: UserId, batchId: string | undefined): Promise<void> {
  if (batchId === undefined) return;
  found(await findBatch(db, { userId, id: batchId }), 'batch', 'batchId');
}

export async function requireGeneration(db: Db, userId: UserId, generationId: string | undefined): Promise<void> {
  if (generationId === undefined) return;
  found(await findGeneration(db, { userId, id: generationId }), 'generation', 'generationId');
}
