import { lastPosition } from '@proofsheet/database';
import { eventStream } from '../answers/event.ts';
import type { Operation } from '../dependencies.ts';
import { openPages } from '../events/pages.ts';
import { resumedAt, resumeHeader, resumeQuery } from '../events/resume.ts';
import { streamEvents } from '../events/stream.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const followEvents: Operation = (api, dependencies) => {
  const { db, feed, inStreamPlace, settings } = dependencies;
  const tools = { feed, readPage: openPages(dependencies), heartbeatSeconds: settings.heartbeatSeconds };
  api.route({
    method: 'GET',
    url: '/events',
    exposeHeadRoute: false,
    schema: {
      operationId: 'followEvents',
      summary: 'Follow everything that is yours',
      description:
        'Server-sent events of all your generations and assets, from now on, or behind the event that `Last-Event-ID` or `after` names: none is left out and none comes twice, whichever server answers. Events are kept for 30 days unless the operator says otherwise.',
      tags: ['Events'],
      headers: resumeHeader,
      querystring: resumeQuery,
      response: { ...eventStream, ...problems(422, ...PROBLEMS) },
    },
    handler(request, reply) {
      const { userId, headers, query } = request;
      return inStreamPlace(userId, async () => {
        const after = (await resumedAt(db, userId, headers, query)) ?? (await lastPosition(db, userId));
        return streamEvents(tools, { request, reply }, { scope: { userId }, after });
      });
    },
  });
};
