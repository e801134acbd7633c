import type { UserId } from '@proofsheet/database';
import { Fault, type FontFacts } from '@proofsheet/domain';
import type { FontExaminer } from '@proofsheet/render/font-examiner';

/** Examinations run one after the other and take a second, at worst a minute. */
const MOST_WAITING = 20;
const MOST_OF_ONE_USER = 3;
const RETRY_AFTER_SECONDS = 10;

/** Examines a user's font, until the client is gone. */
export type ExamineFont = (userId: UserId, bytes: Buffer, gone: AbortSignal) => Promise<FontFacts>;

/** Bounds what waits to be examined, of each user and in all: every font that waits is held in memory. */
export function boundedExaminer(fonts: FontExaminer): ExamineFont {
  const waiting = new Map<UserId, number>();
  let all = 0;

  function add(userId: UserId, count: 1 | -1): void {
    const own = (waiting.get(userId) ?? 0) + count;
    if (own === 0) waiting.delete(userId);
    else waiting.set(userId, own);
    all += count;
  }

  return async (userId, bytes, gone) => {
    if ((waiting.get(userId) ?? 0) >= MOST_OF_ONE_USER) throw tooMany(`${MOST_OF_ONE_USER} of your fonts are`);
    if (all >= MOST_WAITING) throw tooMany('Many fonts are');
    add(userId, 1);
    try {
      return await fonts.examine(bytes, gone);
    } finally {
      add(userId, -1);
    }
  };
}

function tooMany(which: string): Fault {
  const message = `${which} being examined: send this one again in a moment.`;
  return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
