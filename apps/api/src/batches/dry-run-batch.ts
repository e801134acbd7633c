import type { UserId } from '@proofsheet/database';
import { outputCount, specOf } from '@proofsheet/domain';
import type { z } from 'zod';
import { admitGenerations } from '../admission.ts';
import type { batchDryRunSchema } from '../answers/batch.ts';
import type { Dependencies } from '../dependencies.ts';
import { lookUp } from '../orders/look-up.ts';
import { type CheckedRows, orderRows, type ValidRow } from './check-rows.ts';

/** All that a submission checks, of every row; nothing is written. */
export function dryRunBatch(
  dependencies: Dependencies,
  userId: UserId,
  checked: CheckedRows<ValidRow>,
): Promise<z.infer<typeof batchDryRunSchema>> {
  const { db, settings } = dependencies;
  return db.transaction().execute(async (tx) => {
    const requests = checked.good.map(({ request }) => request);
    if (requests.length > 0) await admitGenerations(tx, userId, settings, { count: requests.length });
    const ordered = orderRows(checked.good, await lookUp(tx, userId, requests, dependencies), userId);
    const refused = [...checked.refused, ...ordered.refused].sort((a, b) => a.row - b.row);
    const outputs = ordered.good.map(({ order }) => outputCount(specOf(order.request, order)));
    return {
      dryRun: true as const,
      total: ordered.good.length,
      outputs: outputs.reduce((sum, count) => sum + count, 0),
      refused: refused.map(({ errors, ...one }) => ({ ...one, errors: [...errors] })),
    };
  });
}
