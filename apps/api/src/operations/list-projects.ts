import { listProjects as selectProjects } from '@proofsheet/database';
import { z } from 'zod';
import { searchQuery } from '../answers/filters.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import { projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const query = z.strictObject({
  archived: z.enum(['true', 'false']).default('false').describe('`true`: those that are archived; else the others.'),
  ...searchQuery,
  ...pageQuery,
});

const projectPage = pageOf(projectSchema).meta({ id: 'ProjectPage' });

export const listProjects: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/projects',
    schema: {
      operationId: 'listProjects',
      summary: 'List your projects',
      description: 'Newest first, a page at a time; `search` looks in their names.',
      tags: ['Projects'],
      querystring: query,
      response: {
        200: { description: 'A page of projects.', content: { 'application/json': { schema: projectPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      const page = await selectProjects(db, { userId, ...query, archived: query.archived === 'true' });
      return pageAnswer(page, projectAnswer);
    },
  });
};
