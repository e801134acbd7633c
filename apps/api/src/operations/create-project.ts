import { createProject as insertProject } from '@proofsheet/database';
import { newProjectSchema, projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { ownBrand } from '../orders/own-brand.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const createProject: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/projects',
    schema: {
      operationId: 'createProject',
      summary: 'Create a project',
      description: 'A project groups assets and generations, and keeps a brand for them; it is optional everywhere.',
      tags: ['Projects'],
      headers: idempotencyHeader,
      body: newProjectSchema,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const { answer, replayed } = await createOnce(db, keyedRequest(request, 'createProject', body), async (tx) => {
        const brand = await ownBrand(tx, userId, body.brand ?? {});
        const row = await insertProject(tx, { userId, name: body.name, brand });
        return { status: 201, location: `/v1/projects/${row.id}`, body: projectAnswer(row) };
      });
      return sendKept(reply, answer, replayed);
    },
  });
};
