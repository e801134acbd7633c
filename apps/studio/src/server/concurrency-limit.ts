/** Nobody waited for the work any more when its turn came. */
export class NoLongerWanted extends Error {
  override readonly name = 'NoLongerWanted';
}

/** Runs at most so much work at a time, first come, first served. Work that is no longer wanted by then is left out. */
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
