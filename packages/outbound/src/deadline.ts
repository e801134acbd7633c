import { failureOf, timedOut } from './failures.ts';

/**
 * Runs a request under one deadline. It is raced, not only signalled: while undici connects it hears no signal. When the
 * caller gives up, that is thrown as it is; everything else is thrown as a Fault.
 */
export async function within<Result>(
  milliseconds: number,
  caller: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(milliseconds)));
  const signal = caller ? AbortSignal.any([timeout, caller]) : timeout;
  const { promise: given, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([run(signal), given]);
  } catch (error) {
    caller?.throwIfAborted();
    throw timeout.aborted ? timedOut(error) : failureOf(error);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
