import { findGeneration, readEvents, START } from '@proofsheet/database';
import { isTerminal } from '@proofsheet/domain';
import { z } from 'zod';
import { eventStream } from '../answers/event.ts';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { openPages } from '../events/pages.ts';
import { resumedAt, resumeHeader, resumeQuery } from '../events/resume.ts';
import { streamEvents } from '../events/stream.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const followGeneration: Operation = (api, dependencies) => {
  const { db, feed, inStreamPlace, settings } = dependencies;
  const tools = { feed, readPage: openPages(dependencies), heartbeatSeconds: settings.heartbeatSeconds };
  api.route({
    method: 'GET',
    url: '/generations/:id/events',
    exposeHeadRoute: false,
    schema: {
      operationId: 'followGeneration',
      summary: 'Follow one generation',
      description:
        'Server-sent events of the generation from its beginning, or behind the event that `Last-Event-ID` or `after` names. The stream ends when the generation has ended. Coming back after that is 204, which tells clients of event streams to stay away.',
      tags: ['Events'],
      params: idInPath,
      headers: resumeHeader,
      querystring: resumeQuery,
      response: {
        ...eventStream,
        204: z.null().describe('The generation has ended, and nothing is told of it behind that event.'),
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    handler(request, reply) {
      const { userId, headers, query } = request;
      return inStreamPlace(userId, async () => {
        const { id, status } = found(await findGeneration(db, { userId, id: request.params.id }), 'generation');
        const scope = { userId, generationId: id };
        const after = (await resumedAt(db, userId, headers, query)) ?? START;
        // The state was read first, and what is told of the end was committed with it.
        const ended = isTerminal(status);
        const over = ended && (await readEvents(db, { ...scope, after, limit: 1 })).length === 0;
        if (over) return reply.code(204).send(null);
        return streamEvents(tools, { request, reply }, { scope, after, ended });
      });
    },
  });
};
