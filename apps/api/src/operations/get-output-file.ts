import { findOutput } from '@proofsheet/database';
import { OUTPUT_MEDIA_TYPES, outputFileName } from '@proofsheet/domain';
import { z } from 'zod';
import { addressQuery } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { fileAnswers, sendFile } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getOutputFile: Operation = (api, dependencies) => {
  api.route({
    method: 'GET',
    url: '/outputs/:id/file',
    schema: {
      operationId: 'getOutputFile',
      summary: 'Download a finished image',
      description:
        'The bytes themselves, for who has a key; `url` is for those who have none. HEAD works here, which an address that is signed for GET refuses on S3.',
      tags: ['Outputs'],
      params: idInPath,
      querystring: z.strictObject(addressQuery),
      response: { ...fileAnswers(OUTPUT_MEDIA_TYPES), ...problems(404, 422, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const row = found(await findOutput(dependencies.db, { userId: request.userId, id: request.params.id }), 'output');
      const file = { ...row, fileName: outputFileName(row) };
      return sendFile(dependencies, request, reply, file, request.query.disposition);
    },
  });
};
