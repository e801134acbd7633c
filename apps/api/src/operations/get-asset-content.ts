import { type AssetRow, findAsset, keepAssetRendition } from '@proofsheet/database';
import { UPLOAD_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { addressQuery, presigned } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { fileAnswers } from '../answers/file.ts';
import { leadsTo } from '../answers/leads-to.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { type Original, openRenditions } from '../renditions/rendition.ts';
import { renditionWidth } from '../renditions/width.ts';

export const getAssetContent: Operation = (api, dependencies) => {
  const { db } = dependencies;
  const renditions = openRenditions(dependencies, ({ id, objectKey }, width) =>
    keepAssetRendition(db, { id, masterKey: objectKey, width }),
  );
  api.route({
    method: 'GET',
    url: '/assets/:id/content',
    schema: {
      operationId: 'getAssetContent',
      summary: 'Go to an uploaded image',
      description:
        'An address that stays, for who has a key: it leads to a presigned one, which does not. It is the image that pictures are made of, upright and in sRGB; until it is READY, the upload itself. `width` leads to a smaller one.',
      tags: ['Assets'],
      params: idInPath,
      querystring: z.strictObject({ ...addressQuery, width: renditionWidth }),
      response: {
        200: { ...fileAnswers(UPLOAD_MEDIA_TYPES)[200], description: 'The image, for who follows the `Location`.' },
        304: z.null().describe('It is still at the address that you have, as `if-none-match` says.'),
        302: z.null().describe('The image is at the `Location`, without a key, until that expires.'),
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, params, query } = request;
      const row = found(await findAsset(db, { userId, id: params.id }), 'asset');
      const original = masterOf(row);
      const objectKey = original ? await renditions.find(original, query.width, request) : row.objectKey;
      const { disposition } = query;
      const { url } = await presigned(dependencies, objectKey, { fileName: row.originalName, disposition });
      return leadsTo(request, reply, url);
    },
  });
};

function masterOf({ id, masterKey, analysis, renditions }: AssetRow): Original | undefined {
  if (masterKey === null || analysis === null) return undefined;
  const mediaType = masterKey.endsWith('.png') ? 'image/png' : 'image/jpeg';
  return { id, objectKey: masterKey, mediaType, width: analysis.width, renditions };
}
