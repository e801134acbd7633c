import { createProject as insertProject } from '@proofsheet/database';
import { z } from 'zod';
import { projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
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
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(400, 413, 415, 422, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const row = await insertProject(db, { userId: request.userId, name: request.body.name });
      return reply.code(201).header('location', `/v1/projects/${row.id}`).send(projectAnswer(row));
    },
  });
};
