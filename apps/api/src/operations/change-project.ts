import { changeProject as updateProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { projectAnswer, projectChangeSchema, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { ownBrand } from '../orders/own-brand.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const changeProject: Operation = (api, { db }) => {
  api.route({
    method: 'PATCH',
    url: '/projects/:id',
    schema: {
      operationId: 'changeProject',
      summary: 'Change a project',
      description:
        'Its name, the brand that it keeps, or whether it is archived. What is left out stays, and so does what belongs to it.',
      tags: ['Projects'],
      params: idInPath,
      body: projectChangeSchema,
      response: {
        200: { description: 'As changed.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id }, body: { brand: given, ...change } }) {
      const row = await db.transaction().execute(async (tx) => {
        const brand = given && (await ownBrand(tx, userId, given));
        return updateProject(tx, { userId, id, brand, ...change });
      });
      return projectAnswer(found(row, 'project'));
    },
  });
};
