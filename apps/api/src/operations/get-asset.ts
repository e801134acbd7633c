import { findAsset } from '@proofsheet/database';
import { presigned } from '../answers/address.ts';
import { assetAnswer, assetSchema } from '../answers/asset.ts';
import { addressFields, idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const assetWithAddress = assetSchema
  .extend(addressFields)
  .meta({ id: 'AssetWithAddress', description: 'An uploaded image, and where to download it as it was uploaded.' });

export const getAsset: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'GET',
    url: '/assets/:id',
    schema: {
      operationId: 'getAsset',
      summary: 'Get one asset',
      tags: ['Assets'],
      params: idInPath,
      response: {
        200: { description: 'The asset.', content: { 'application/json': { schema: assetWithAddress } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await findAsset(db, { userId: request.userId, id: request.params.id }), 'asset');
      return { ...assetAnswer(row), ...(await presigned(dependencies, row.objectKey, row.originalName)) };
    },
  });
};
