import type { Page } from '@proofsheet/database';
import { LIMITS } from '@proofsheet/domain';
import { z } from 'zod';

/** What every list takes. */
export const pageQuery = {
  limit: z
    .custom<string>((given) => typeof given === 'string' && /^[0-9]{1,9}$/.test(given), 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(LIMITS.pageSize))
    .default(20)
    .meta({ type: 'integer', minimum: 1, maximum: LIMITS.pageSize, description: 'Rows on one page: digits, once.' }),
  cursor: z.string().max(500).optional().describe('`nextCursor` of the page before. Opaque.'),
};

/** What every list answers: newest first. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Hand it in as `cursor` to get the next page; null on the last one.'),
  });
}

export async function pageAnswer<Row, Item>(page: Page<Row>, answer: (row: Row) => Item | Promise<Item>) {
  return { items: await Promise.all(page.rows.map(answer)), nextCursor: page.nextCursor };
}
