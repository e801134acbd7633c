/** Nobody waited for it any more when its turn came. */
export class CrowdedOut extends Error {
  override readonly name = 'CrowdedOut';
}

/** Runs so many at a time, in the order in which they came; what is not wanted any more when its turn comes is left out. */
export function inTurns(most: number) {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async function turn<T>(work: () => Promise<T>, wanted: () => boolean): Promise<T> {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    running++;
    try {
      if (!wanted()) throw new CrowdedOut('no longer wanted');
      return await work();
    } finally {
      running--;
      waiting.shift()?.();
    }
  };
}
