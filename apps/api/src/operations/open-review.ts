import { findReviewLink } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { idInPath, time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { setReviewCookie } from '../reviews/cookie.ts';
import { requireWorking } from '../reviews/reviewer.ts';

const body = z
  .strictObject({ token: z.string().min(1).max(200).describe('What stands behind the `#` of the link.') })
  .meta({ id: 'OpenReview' });

const answer = z
  .object({ expiresAt: time })
  .meta({ id: 'OpenedReview', description: 'A review link that this browser has.' });

export const openReview: Operation = (api, { db, settings }) => {
  const countFailure = api.createRateLimit({ max: settings.failedKeysPerMinute, timeWindow: '1 minute' });
  api.route({
    method: 'POST',
    url: '/r/:id',
    schema: {
      operationId: 'openReview',
      summary: 'Open a review link',
      description:
        'Answers with a cookie that the pages of this link are let in by, sent below this address alone and out of reach of scripts. A browser that has it already stays the reviewer that it is.',
      tags: ['Reviews'],
      security: [],
      params: idInPath,
      body,
      response: {
        201: { description: 'Open.', content: { 'application/json': { schema: answer } } },
        ...problems(404, 410, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { token } = request.body;
      const link = await findReviewLink(db, token);
      if (!link || link.id !== request.params.id.toLowerCase()) throw await refusal(request);
      requireWorking(link);
      setReviewCookie(request, reply, link, token);
      return reply.code(201).send({ expiresAt: link.expiresAt.toISOString() });
    },
  });

  async function refusal(request: Parameters<typeof countFailure>[0]): Promise<Fault> {
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) return new Fault('not_found', NO_LINK);
    return new Fault('rate_limited', `At most ${failures.max} wrong links a minute come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  }
};

const NO_LINK = 'There is no such link: copy it as a whole, or ask who sent it to you.';
