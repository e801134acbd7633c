import { createProject as insertProject } from '@proofsheet/database';
import { z } from 'zod';
import { projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .regex(/^\P{Cc}*$/u, 'no control characters'),
  })
  .meta({ id: 'NewProject', examples: [{ name: 'Spring sale' }] });

export const createProject: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/projects',
    schema: {
      operationId: 'createProject',
      summary: 'Create a project',
      tags: ['Projects'],
      headers: idempotencyHeader,
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(400, 409, 413, 415, 422, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const { answer, replayed } = await createOnce(db, keyedRequest(request, 'createProject', body), async (tx) => {
        const row = await insertProject(tx, { userId, name: body.name });
        return { status: 201, location: `/v1/projects/${row.id}`, body: projectAnswer(row) };
      });
      return sendKept(reply, answer, replayed);
    },
  });
};
