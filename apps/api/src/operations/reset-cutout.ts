import { dropHandCutout, findAsset } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { wholeAssetAnswer, wholeAssetSchema } from '../answers/whole-asset.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { removeCutout } from '../uploads/store-hand-cutout.ts';

export const resetCutout: Operation = (api, dependencies) => {
  const { db, storage } = dependencies;
  api.route({
    method: 'DELETE',
    url: '/assets/:id/cutout',
    schema: {
      operationId: 'resetCutout',
      summary: 'Go back to the cut-out that was found',
      description:
        'Forgets the mask that a person has drawn. Without one nothing changes. Whether the cut-out is switched off stays as it is.',
      tags: ['Assets'],
      params: idInPath,
      response: {
        200: { description: 'As it is now.', content: { 'application/json': { schema: wholeAssetSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler({ userId, params, log }) {
      const asset = { userId, id: params.id };
      const dropped = found(await dropHandCutout(db, asset), 'asset');
      await removeCutout(storage, dropped.before, log);
      return wholeAssetAnswer(dependencies, found(await findAsset(db, asset), 'asset'));
    },
  });
};
