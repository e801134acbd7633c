import { findAsset } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { wholeAssetAnswer, wholeAssetSchema } from '../answers/whole-asset.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getAsset: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/assets/:id',
    schema: {
      operationId: 'getAsset',
      summary: 'Get one asset',
      description: 'With its whole analysis, of which lists give a part.',
      tags: ['Assets'],
      params: idInPath,
      response: {
        200: { description: 'The asset.', content: { 'application/json': { schema: wholeAssetSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await findAsset(db, { userId: request.userId, id: request.params.id }), 'asset');
      return wholeAssetAnswer(dependencies, row);
    },
  });
};
