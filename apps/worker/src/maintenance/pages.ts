/** Repeats the work, a page at a time, until none is left. Answers how much was done. */
export async function untilNoneIsLeft(doPage: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let done = 0;
  for (let count = await doPage(); count > 0; count = await doPage()) {
    done += count;
    signal.throwIfAborted();
  }
  return done;
}

/** Reads every page of a list, however many rows it has: what was lost may be at its end. */
export async function* pagesOf<Row extends { id: string }>(
  read: (after: string | undefined) => Promise<Row[]>,
  signal: AbortSignal,
): AsyncGenerator<Row[]> {
  let rows = await read(undefined);
  while (rows.length > 0) {
    yield rows;
    signal.throwIfAborted();
    rows = await read(rows.at(-1)?.id);
  }
}
