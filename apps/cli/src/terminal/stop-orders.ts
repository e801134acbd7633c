export interface StopOrders {
  /** Aborted at the first order. */
  readonly signal: AbortSignal;
  /** Resolves at the first order, with its source. */
  readonly first: Promise<string>;
}

/** npm and the launcher pass on a signal that the terminal has already sent to the whole group: one order, not two. */
const SAME_ORDER_MS = 300;

/**
 * Ctrl-C, SIGTERM, a closed terminal and the end of the launcher all mean: stop in good order. A second order ends the
 * process at once, and its children with it.
 */
export function stopOrders(): StopOrders {
  const controller = new AbortController();
  const first = Promise.withResolvers<string>();
  let firstAt: number | undefined;
  const order = (how: string) => {
    if (firstAt === undefined) {
      firstAt = Date.now();
      controller.abort(new Error(`stopped by ${how}`));
      first.resolve(how);
    } else if (Date.now() - firstAt > SAME_ORDER_MS) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => order(signal));
  // The launcher (scripts/run.mjs) holds a channel open, which closes when it ends, even by SIGKILL.
  process.on('disconnect', () => order('the end of its launcher'));
  process.channel?.unref();
  // A closed terminal refuses output; that must not stop the shutdown.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return { signal: controller.signal, first: first.promise };
}
