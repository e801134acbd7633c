import { findAsset, correctAsset as updateAsset } from '@proofsheet/database';
import { assetRoleSchema, pointSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id, idInPath } from '../answers/fields.ts';
import { wholeAssetAnswer, wholeAssetSchema } from '../answers/whole-asset.ts';
import type { Operation } from '../dependencies.ts';
import { found, requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    role: assetRoleSchema.optional(),
    projectId: id.nullable().optional().describe('Null: of no project.'),
    focus: z
      .strictObject(pointSchema.shape)
      .nullable()
      .optional()
      .describe('Where the eye goes, as shares of width and height; null: where ingest found it.'),
    cutout: z.boolean().optional().describe('False: the image is always framed. True: cut out again where it can be.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one of role, projectId, focus and cutout',
  })
  .meta({ id: 'AssetCorrection', examples: [{ focus: { x: 0.4, y: 0.3 }, cutout: false }] });

const DESCRIPTION = `What is left out stays as it is. Counts for every generation that is rendered from now on, also when \
it was submitted before; only the role of an asset in a generation stays the one that it was submitted with. Corrections \
may be made before the asset is READY, and stay when its image is analysed again.`;

export const correctAsset: Operation = (api, dependencies) => {
  const { db } = dependencies;
  api.route({
    method: 'PATCH',
    url: '/assets/:id',
    schema: {
      operationId: 'correctAsset',
      summary: 'Correct the analysis of an asset',
      description: DESCRIPTION,
      tags: ['Assets'],
      params: idInPath,
      body,
      response: {
        200: { description: 'As corrected.', content: { 'application/json': { schema: wholeAssetSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params, body: change }) {
      found(await findAsset(db, { userId, id: params.id }), 'asset');
      await requireProject(db, userId, change.projectId ?? undefined);
      const row = found(await updateAsset(db, { userId, id: params.id, ...change }), 'asset');
      return wholeAssetAnswer(dependencies, row);
    },
  });
};
