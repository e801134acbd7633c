import type { Logger } from 'pino';

/** What still runs after this time is cut off. */
const GRACE_MS = 15_000;

/**
 * Stops the process on SIGTERM or SIGINT, and with `watchParent` when standard input closes, which it does when the
 * process that started this one ends, however it ends. A second signal stops at once.
 */
export function stopOnRequest(
  { log, watchParent }: { log: Logger; watchParent: boolean },
  close: () => Promise<void>,
): void {
  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ reason }, 'api stops');
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    try {
      await close();
      log.flush(() => process.exit(0));
    } catch (err) {
      log.error({ err }, 'api did not stop cleanly');
      log.flush(() => process.exit(1));
    }
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
  if (!watchParent) return;
  process.stdin.resume();
  for (const event of ['end', 'close', 'error']) {
    process.stdin.once(event, () => {
      if (!stopping) void stop('parent is gone');
    });
  }
}
