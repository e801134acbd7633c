import type { DB, Db } from '@proofsheet/database';
import type { Selectable } from 'kysely';

type Columns<Table extends keyof DB, Column extends keyof Selectable<DB[Table]>> = Pick<Selectable<DB[Table]>, Column>;

export type GenerationFacts = Columns<
  'Generation',
  'id' | 'kind' | 'status' | 'spec' | 'outputCount' | 'missing' | 'attempt' | 'leaseUntil' | 'metadata' | 'error'
>;
export type OutputFacts = Columns<
  'Output',
  'generationId' | 'index' | 'variant' | 'format' | 'width' | 'height' | 'mediaType' | 'bytes' | 'sha256' | 'objectKey'
>;
export type EventFacts = Columns<'Event', 'generationId' | 'type'>;
export type AssetFacts = Columns<
  'Asset',
  'id' | 'status' | 'error' | 'originalName' | 'objectKey' | 'masterKey' | 'proxyKey' | 'cutoutKey'
>;

/** All rows at the end of a run. */
export interface Truth {
  readonly generations: readonly GenerationFacts[];
  readonly outputs: readonly OutputFacts[];
  readonly events: readonly EventFacts[];
  readonly assets: readonly AssetFacts[];
}

export async function readTruth(db: Db): Promise<Truth> {
  const generations = await db
    .selectFrom('Generation')
    .select(['id', 'kind', 'status', 'spec', 'outputCount', 'missing', 'attempt', 'leaseUntil', 'metadata', 'error'])
    .execute();
  const outputs = await db
    .selectFrom('Output')
    .select(['generationId', 'index', 'variant', 'format', 'width', 'height', 'mediaType'])
    .select(['bytes', 'sha256', 'objectKey'])
    .execute();
  const events = await db.selectFrom('Event').select(['generationId', 'type']).execute();
  const assets = await db
    .selectFrom('Asset')
    .select(['id', 'status', 'error', 'originalName', 'objectKey', 'masterKey', 'proxyKey', 'cutoutKey'])
    .execute();
  return { generations, outputs, events, assets };
}
