import { Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { id, idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { openPlaces } from '../places.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { streamReview } from '../reviews/stream.ts';

/** Of one link, at one process: they take none of the places that the owner has. */
const STREAMS = 100;
const RETRY_AFTER_SECONDS = 30;

const changed = z
  .object({ linkId: id })
  .meta({ id: 'ReviewChanged', description: 'The sheet is another one now: get it anew.' });

export const followReview: Operation = (api, { db, feed, settings }) => {
  const tools = { db, feed, heartbeatSeconds: settings.heartbeatSeconds };
  const inPlace = openPlaces({ perUser: STREAMS, all: settings.streamsAtOnce }, () => {
    const message = 'Many pages are open by this link: close some.';
    return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
  api.route({
    method: 'GET',
    url: '/r/:id/events',
    exposeHeadRoute: false,
    schema: {
      operationId: 'followReview',
      summary: 'Follow a review link',
      description:
        'An event `changed` comes at once, and whenever the sheet has become another one; what it is now, the sheet says. The stream ends with its link.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: idInPath,
      response: {
        200: {
          description: 'A stream of events without content. A comment comes when nothing has happened for a while.',
          content: { 'text/event-stream': { schema: changed } },
        },
        ...problems(404, 410, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      await inPlace(request.review.link.id, () => streamReview(tools, { request, reply }));
    },
  });
};
