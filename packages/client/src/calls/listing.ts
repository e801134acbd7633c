import type { CallOptions, Transport } from '../http/transport.ts';

export interface Page<Item> {
  readonly items: Item[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

/**
 * A list, newest first. `for await (const item of list)` goes through all of it and asks for a page when it needs one;
 * `page()` asks for one page alone.
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** The first page, or the one that a `nextCursor` names. */
  page(cursor?: string): Promise<Page<Item>>;
}

/** The filters of a list, as its operation takes them. */
export type Filters<Operation extends { query?: object }> = {
  readonly [Name in keyof NonNullable<Operation['query']>]?: NonNullable<Operation['query']>[Name] | undefined;
} & CallOptions;

export function listing<Item>(
  transport: Transport,
  path: string,
  { signal, ...query }: { readonly cursor?: string | undefined } & CallOptions,
): Listing<Item> {
  const page = (cursor = query.cursor) =>
    transport.json<Page<Item>>({ method: 'GET', path, query: { ...query, cursor }, signal });
  return {
    page,
    async *[Symbol.asyncIterator]() {
      let cursor: string | null | undefined;
      do {
        const { items, nextCursor } = await page(cursor ?? undefined);
        yield* items;
        cursor = nextCursor;
      } while (cursor !== null && cursor !== undefined);
    },
  };
}
