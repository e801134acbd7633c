import { findAsset } from '@proofsheet/database';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
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
      querystring: z.strictObject(addressQuery),
      response: {
        200: { description: 'The asset.', content: { 'application/json': { schema: wholeAssetSchema } } },
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await findAsset(db, { userId: request.userId, id: request.params.id }), 'asset');
      return wholeAssetAnswer(dependencies, row, request.query.disposition);
    },
  });
};
