/** When its turn came, nobody waited for the work any more. */
export class NoLongerWanted extends Error {
  override readonly name = 'NoLongerWanted';
}

/**
 * Runs at most `most` works at a time, first come, first served. Work that is no longer wanted at its turn is skipped.
 */
export function limitConcurrency(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function run<T>(work: () => Promise<T>, wanted: () => boolean): Promise<T> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      if (!wanted()) throw new NoLongerWanted('no longer wanted');
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
