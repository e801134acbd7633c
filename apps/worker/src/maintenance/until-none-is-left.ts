/** Does the same a page at a time until there is nothing left to do. Answers how much was done. */
export async function untilNoneIsLeft(doPage: () => Promise<number>, signal: AbortSignal): Promise<number> {
  let done = 0;
  for (let count = await doPage(); count > 0; count = await doPage()) {
    done += count;
    signal.throwIfAborted();
  }
  return done;
}
