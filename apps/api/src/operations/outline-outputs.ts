import { OUTLINED, outlineOutputs as outline } from '@proofsheet/database';
import { z } from 'zod';
import { time } from '../answers/fields.ts';
import { outputFilters } from '../answers/output-filters.ts';
import { pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { requireGeneration, requireProject } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const outlineSchema = z
  .object({
    pages: z.array(
      z.object({
        cursor: z.string().nullable().describe('What the list takes to give this page; null for the first one.'),
        createdAt: time.describe('When its newest image was made.'),
        ratios: z
          .array(z.number())
          .describe('Width by height of each of its images, in their order: as many are asked for as `limit`.'),
      }),
    ),
  })
  .meta({ id: 'OutputOutline', description: 'The list of your finished images in little.' });

export const outlineOutputs: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/outputs/outline',
    schema: {
      operationId: 'outlineOutputs',
      summary: 'Outline the list of your finished images',
      description: `How many there are and of which proportions, so that a page can lay out all of them, and read those that are looked at from anywhere in the list. Takes the filters of the list. Pages of \`limit\` images are counted from the oldest on: all but the first stay as they are while images are added. Outlined are the newest ${OUTLINED} images.`,
      tags: ['Outputs'],
      querystring: z.strictObject({ ...outputFilters, limit: pageQuery.limit }),
      response: {
        200: { description: 'The outline.', content: { 'application/json': { schema: outlineSchema } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      await requireProject(db, userId, query.projectId);
      await requireGeneration(db, userId, query.generationId);
      const pages = await outline(db, { userId, ...query });
      return { pages: pages.map((page) => ({ ...page, createdAt: page.createdAt.toISOString() })) };
    },
  });
};
