import { listAssets as selectAssets } from '@proofsheet/database';
import { assetRoleSchema, assetStatusSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { assetAnswer, assetSchema } from '../answers/asset.ts';
import { id } from '../answers/fields.ts';
import { rangeQuery, severalOf } from '../answers/filters.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { requireProject } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const assetPage = pageOf(assetSchema).meta({ id: 'AssetPage' });
const querystring = z.strictObject({
  projectId: id.optional(),
  role: assetRoleSchema.optional(),
  status: severalOf(assetStatusSchema).optional(),
  ...rangeQuery,
  ...pageQuery,
});

export const listAssets: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/assets',
    schema: {
      operationId: 'listAssets',
      summary: 'List your assets',
      description: 'Newest first, a page at a time. Filters are joined by and.',
      tags: ['Assets'],
      querystring,
      response: {
        200: { description: 'A page of assets.', content: { 'application/json': { schema: assetPage } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      await requireProject(db, userId, query.projectId);
      return pageAnswer(await selectAssets(db, { userId, ...query }), assetAnswer);
    },
  });
};
