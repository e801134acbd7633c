import { type RawRow, rowsOfCsv, rowsOfNdjson } from '@proofsheet/batch-rows';
import { Fault, LIMITS } from '@proofsheet/domain';
import { textOf } from '../bodies.ts';
import type { Api } from '../dependencies.ts';

export const NDJSON_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'];
export const CSV_TYPE = 'text/csv';

/** Within this scope, bodies are rows: a list in JSON, one JSON value in a line, or CSV. */
export function parseRows(scope: Api): void {
  const bounded = { parseAs: 'buffer', bodyLimit: LIMITS.batchBytes } as const;
  scope.addContentTypeParser(NDJSON_TYPES, bounded, (_request, bytes: Buffer, done) => {
    done(null, rowsOfNdjson(textOf(bytes)));
  });
  scope.addContentTypeParser(CSV_TYPE, bounded, async (_request: unknown, bytes: Buffer) => rowsOfCsv(bytes));
}

/** Of any body. What came as JSON is not rows yet. */
export function rowsOf(body: unknown, contentType = ''): RawRow[] {
  const isJson = /^\s*application\/json/i.test(contentType);
  const rows = isJson && Array.isArray(body) ? body.map((value: unknown) => ({ value })) : body;
  if (!Array.isArray(rows))
    throw new Fault('validation_failed', 'must be a list of generations', {
      fields: [{ field: undefined, message: 'must be a list of generations' }],
    });
  if (rows.length === 0 || rows.length > LIMITS.batchRows) {
    const message = `A batch has 1 to ${LIMITS.batchRows} generations; this one has ${rows.length}.`;
    throw new Fault(rows.length === 0 ? 'validation_failed' : 'request_too_large', message);
  }
  return rows;
}
