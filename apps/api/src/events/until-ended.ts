import { findGeneration, type GenerationRow } from '@proofsheet/database';
import { isTerminal } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Dependencies } from '../dependencies.ts';

/**
 * The generation as it is when it has ended, when the time is over, or when this process is to stop; undefined where the
 * user has none of this id. A client that hangs up ends the wait at once, and nothing of it stays.
 */
export async function untilEnded(
  { db, feed }: Pick<Dependencies, 'db' | 'feed'>,
  { userId, keyId, gone }: Pick<FastifyRequest, 'userId' | 'keyId' | 'gone'>,
  { id, seconds }: { id: string; seconds: number },
): Promise<GenerationRow | undefined> {
  const deadline = performance.now() + seconds * 1000;
  const follower = feed.follow({ userId, keyId, generationId: id.toLowerCase() });
  gone.addEventListener('abort', follower.leave, { once: true });
  try {
    for (;;) {
      const { news } = follower;
      const row = await findGeneration(db, { userId, id });
      const left = deadline - performance.now();
      if (row === undefined || isTerminal(row.status) || left <= 0) return row;
      if ((await follower.until(news, left)) === 'over') return row;
    }
  } finally {
    follower.leave();
  }
}
