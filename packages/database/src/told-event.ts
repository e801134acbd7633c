import type { ErrorCode, EventType, MissingOutput, ToldReview, Usage } from '@proofsheet/domain';
import type { EventRow } from './queries/events.ts';
import { announcedOutput, type OutputRow } from './queries/outputs.ts';

/** As events were stored: an error is the data of a failure, and one part of it where there is more to tell. */
interface StoredData {
  readonly attempt?: number;
  readonly ordinal?: number;
  readonly outputs?: string[];
  readonly usage?: Usage;
  readonly missing?: MissingOutput[];
  readonly error?: Failure;
  readonly endpointId?: string;
  readonly reason?: string;
  readonly delivery?: { readonly to: string; readonly keys: string[] };
  readonly batchId?: string;
  readonly counts?: Record<'pending' | 'processing' | 'completed' | 'failed' | 'cancelled', number>;
  readonly review?: ToldReview;
}

interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What clients are told of an event, the same in a stream and in a webhook. */
export async function toldEvent<Output>(row: EventRow, tellOutput: (output: OutputRow) => Promise<Output>) {
  const { position, type, generationId, assetId, createdAt } = row;
  const { attempt, ordinal, outputs, usage, missing, error, endpointId, reason, delivery, batchId, counts, review } =
    row.data as StoredData;
  return {
    ...{ id: position, type, createdAt: createdAt.toISOString(), generationId, assetId },
    ...{ attempt, ordinal, outputs, usage, missing, endpointId, reason, delivery, batchId, counts, review },
    output: type === 'output.created' ? await tellOutput(announcedOutput(row)) : undefined,
    error: isFailure(type, row.data) ? row.data : error,
  };
}

function isFailure(type: EventType, data: object): data is Failure {
  return type !== 'generation.completed' && 'code' in data && 'message' in data;
}
