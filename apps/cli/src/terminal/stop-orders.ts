export interface StopOrders {
  /** Aborted at the first order. */
  readonly signal: AbortSignal;
  /** Resolves at the first order, with how it came. */
  readonly first: Promise<string>;
}

/** npm and the launcher pass a signal on that the terminal has sent to all already: that is one order, not two. */
const SAME_ORDER_MS = 300;

/**
 * Ctrl-C, SIGTERM, a closed terminal and a launcher that is gone all mean: stop in good order. A second one means
 * now: the process ends at once, and its children with it.
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
  // The launcher (scripts/run.mjs) holds a channel open; its end, even by SIGKILL, closes it.
  process.on('disconnect', () => order('the end of its launcher'));
  process.channel?.unref();
  // A closed terminal takes no more words; that must not keep the shutdown from its end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return { signal: controller.signal, first: first.promise };
}
