/** SIGTERM and SIGINT, or, when the process watches its parent, the end of standard input. */
export type StopReason = 'SIGTERM' | 'SIGINT' | 'parent gone';

/**
 * Resolves with what asked this process to stop. Standard input closes with the process that holds its other end,
 * however that one died. A second signal ends this process at once: what it had begun is left to the leases.
 */
export function stopRequested({ parentWatch }: { parentWatch: boolean }): Promise<StopReason> {
  const { promise, resolve } = Promise.withResolvers<StopReason>();
  let asked = false;
  const onSignal = (signal: 'SIGTERM' | 'SIGINT') => () => {
    if (asked) process.exit(1);
    asked = true;
    resolve(signal);
  };
  process.on('SIGTERM', onSignal('SIGTERM'));
  process.on('SIGINT', onSignal('SIGINT'));
  if (parentWatch) {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve('parent gone'));
    process.stdin.resume();
  }
  return promise;
}
