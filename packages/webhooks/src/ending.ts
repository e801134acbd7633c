import type { IncomingHttpHeaders } from 'node:http';

/** What an answer means for the delivery. */
export type Ending = 'delivered' | 'gone' | 'failed';

export interface AnswerHead {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** A redirect is a failure: a receiver that has moved says so to its owner, who changes the address. */
export function endingOf(answer: AnswerHead, now = new Date()): { ending: Ending; retryAfterSeconds?: number } {
  if (answer.status >= 200 && answer.status < 300) return { ending: 'delivered' };
  if (answer.status === 410) return { ending: 'gone' };
  const retryAfterSeconds = retryAfterOf(answer.headers, now);
  return { ending: 'failed', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

/** Seconds, or a date: then by the receiver's own clock, where its answer tells it. */
function retryAfterOf({ 'retry-after': asked, date }: IncomingHttpHeaders, now: Date): number | undefined {
  if (asked === undefined) return undefined;
  if (/^\d{1,9}$/.test(asked)) return Number(asked);
  const until = Date.parse(asked);
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  const seconds = (until - (Number.isNaN(theirs) ? now.getTime() : theirs)) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
