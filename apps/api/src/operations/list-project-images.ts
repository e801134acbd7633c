import { findProject, listProjectImages as selectImages } from '@proofsheet/database';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { imageAnswer, imageSchema } from '../answers/image.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const imagePage = pageOf(imageSchema).meta({ id: 'ImagePage' });

export const listProjectImages: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/projects/:id/images',
    schema: {
      operationId: 'listProjectImages',
      summary: 'List all images of a project',
      description: 'Uploads and finished images in one list, newest first.',
      tags: ['Projects'],
      params: idInPath,
      querystring: z.strictObject({ ...pageQuery, ...addressQuery }),
      response: {
        200: { description: 'A page of images.', content: { 'application/json': { schema: imagePage } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request) {
      const { userId, query } = request;
      const project = found(await findProject(db, { userId, id: request.params.id }), 'project');
      const page = await selectImages(db, { userId, projectId: project.id, ...query });
      return pageAnswer(page, (row) => imageAnswer(dependencies, row, query.disposition));
    },
  });
};
