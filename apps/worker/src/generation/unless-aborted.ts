/**
 * The work's value, or the signal's reason as soon as it is aborted: a step in native code, which cannot be interrupted,
 * holds nothing up. The work itself goes on, unheard, until its next step.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  // When the signal was first, nobody hears how the work ends.
  work.catch(() => {});
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
