import { findAsset } from '@proofsheet/database';
import { UPLOAD_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { fileAnswers, sendFile } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getAssetFile: Operation = (api, dependencies) => {
  api.route({
    method: 'GET',
    url: '/assets/:id/file',
    schema: {
      operationId: 'getAssetFile',
      summary: 'Download an uploaded image',
      description:
        'The bytes themselves, for who has a key; `url` is for those who have none. HEAD works here, which an address that is signed for GET refuses on S3.',
      tags: ['Assets'],
      params: idInPath,
      querystring: z.strictObject(addressQuery),
      response: { ...fileAnswers(UPLOAD_MEDIA_TYPES), ...problems(404, 422, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const row = found(await findAsset(dependencies.db, { userId: request.userId, id: request.params.id }), 'asset');
      const file = { ...row, fileName: row.originalName };
      return sendFile(dependencies, request, reply, file, request.query.disposition);
    },
  });
};
