import { type RawBuilder, type SqlBool, sql } from 'kysely';

/* What the lists of assets, generations and outputs are narrowed down by. */

/** Not deleted. What is deleted stays as a row until its files go. */
export const isThere = sql<SqlBool>`("deletedAt" is null)`;

/** Times as ISO 8601. Of several values, a row has one. */
export interface Filters {
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
  readonly id?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly format?: readonly string[] | undefined;
}

/** A row that is there and has what the filters ask for. */
export function matching({ createdAfter, createdBefore, id, status, format }: Filters): RawBuilder<SqlBool> {
  const conditions = [isThere];
  if (createdAfter !== undefined) conditions.push(sql`"createdAt" > ${createdAfter}::timestamptz`);
  if (createdBefore !== undefined) conditions.push(sql`"createdAt" < ${createdBefore}::timestamptz`);
  if (id !== undefined) conditions.push(sql`"id" = any(${[...id]}::uuid[])`);
  if (status !== undefined) conditions.push(sql`"status" = any(${[...status]}::text[])`);
  // One alone keeps the order of its index.
  if (format?.length === 1) conditions.push(sql`"format" = ${format[0]}`);
  else if (format !== undefined) conditions.push(sql`"format" = any(${[...format]}::text[])`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** All words of a text, each as a word or the beginning of one. Without a word it finds nothing. */
export function wordsOf(text: string): RawBuilder<unknown> {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return sql`to_tsquery('simple', ${words.map((word) => `'${word}':*`).join(' & ')})`;
}
