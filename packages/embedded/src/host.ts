/** The protocol between this package and its two child processes: one line from the child, and the order to stop. */

/** Tells the parent that the server takes connections. */
export function announceReady(): void {
  process.stdout.write('ready\n');
}

/** Tells the parent why the server cannot run, and ends this process. */
export function fail(reason: string): never {
  process.stdout.write(`failed ${reason.replaceAll('\n', ' ')}\n`);
  process.exit(1);
}

/**
 * Calls back when this process has to stop: by SIGTERM, or because the parent has ended, which closes standard input. A
 * second order means at once.
 */
export function onStopOrder(stop: (order: 'orderly' | 'at-once') => void): void {
  let orders = 0;
  const order = () => {
    orders += 1;
    stop(orders === 1 ? 'orderly' : 'at-once');
  };
  process.on('SIGTERM', order);
  process.stdin.resume().on('end', order).on('error', order);
  // The parent decides when to stop; a signal to the terminal's group must not get ahead of it.
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
}
