/** How long a producer waits for its backend to answer, and to connect at first, in milliseconds. */
export const ANSWER_MS = 1000;

/** How many jobs it enqueues at once, and how much longer it waits for each of them: a hundred times what one takes. */
export const ENQUEUE_BATCH = 100;
export const JOB_MS = 10;

/** The promise's value, or a rejection once the time is over. The work itself goes on, and its end is ignored. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`No answer within ${milliseconds} ms`)), milliseconds);
  try {
    return await Promise.race([work, overdue]);
  } finally {
    clearTimeout(timer);
  }
}
