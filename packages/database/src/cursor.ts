import { Fault } from '@proofsheet/domain';
import { z } from 'zod';

/** Where a page ended. The time is the row's in UTC with all its microseconds. */
export interface Position {
  readonly createdAt: string;
  readonly id: string;
}

/** `2026-11-23T04:18:53.123456Z` */
const exactTime = z.iso.datetime({ precision: 6 }).refine((time) => !time.startsWith('0000'), 'no year of PostgreSQL');
const positionSchema = z.tuple([exactTime, z.uuid()]);

/** Opaque to clients. */
export function encodeCursor({ createdAt, id }: Position): string {
  return Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');
}

/** Throws `validation_failed` for anything that this system did not hand out. */
export function decodeCursor(cursor: string): Position {
  try {
    const [createdAt, id] = positionSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
    return { createdAt, id };
  } catch (cause) {
    throw new Fault('validation_failed', 'This is no cursor of ours: hand in a nextCursor as it was given.', {
      field: 'cursor',
      cause,
    });
  }
}
