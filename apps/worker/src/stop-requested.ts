/**
 * Resolves with what asked this process to stop: SIGTERM, SIGINT, or, when it watches its parent, the end of standard
 * input, which closes with the process that holds the other end. A second signal ends the process at once: then the
 * leases of its work run out.
 */
export function stopRequested({ parentWatch }: { parentWatch: boolean }): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  let asked = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1);
    asked = true;
    resolve(signal);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  if (parentWatch) {
    for (const event of ['end', 'close', 'error']) process.stdin.once(event, () => resolve('parent gone'));
    process.stdin.resume();
  }
  return promise;
}
