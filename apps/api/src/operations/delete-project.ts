import { deleteProjects, emptyProject, findProject } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { projectAnswer, projectSchema } from '../answers/project.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const PAGE = 1000;

export const deleteProject: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/projects/:id',
    schema: {
      operationId: 'deleteProject',
      summary: 'Delete a project',
      description: 'Its assets, generations and outputs stay, and are of no project any more.',
      tags: ['Projects'],
      params: idInPath,
      response: {
        200: { description: 'As it was.', content: { 'application/json': { schema: projectSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id } }) {
      const project = found(await findProject(db, { userId, id }), 'project');
      // A page at a time, so that no transaction holds its locks for long; what a crash leaves is done by the next call.
      while ((await emptyProject(db, { id, limit: PAGE })) > 0);
      await deleteProjects(db, { userId, id });
      return projectAnswer(project);
    },
  });
};
