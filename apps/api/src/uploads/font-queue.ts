import type { UserId } from '@proofsheet/database';
import { Fault, type FontFacts } from '@proofsheet/domain';
import type { FontExaminer } from '@proofsheet/render/font-examiner';
import { openPlaces } from '../places.ts';

/** Examinations run one after the other and take a second, at worst a minute. */
const LIMITS = { perUser: 3, all: 20 };
const RETRY_AFTER_SECONDS = 10;

/** Examines a user's font, until the client is gone. */
export type ExamineFont = (userId: UserId, bytes: Buffer, gone: AbortSignal) => Promise<FontFacts>;

/** Bounds what waits to be examined, of each user and in all: every font that waits is held in memory. */
export function boundedExaminer(fonts: FontExaminer): ExamineFont {
  const inPlace = openPlaces(LIMITS, (limit) => {
    const which = limit === 'all' ? 'Many fonts are' : `${LIMITS.perUser} of your fonts are`;
    const message = `${which} being examined: send this one again in a moment.`;
    return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  return (userId, bytes, gone) => inPlace(userId, () => fonts.examine(bytes, gone));
}
