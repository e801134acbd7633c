import { findOutput } from '@proofsheet/database';
import { OUTPUT_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { addressQuery, presigned } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { fileAnswers } from '../answers/file.ts';
import { outputFileName } from '../answers/output.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getOutputContent: Operation = (api, dependencies) => {
  api.route({
    method: 'GET',
    url: '/outputs/:id/content',
    schema: {
      operationId: 'getOutputContent',
      summary: 'Go to a finished image',
      description:
        'An address that stays, for who has a key: it leads to a presigned one, which does not. `/file` gives the bytes themselves.',
      tags: ['Outputs'],
      params: idInPath,
      querystring: z.strictObject(addressQuery),
      response: {
        200: { ...fileAnswers(OUTPUT_MEDIA_TYPES)[200], description: 'The image, for who follows the `Location`.' },
        302: z.null().describe('The image is at the `Location`, without a key, until that expires.'),
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id }, query: { disposition } }, reply) {
      const row = found(await findOutput(dependencies.db, { userId, id }), 'output');
      const { url } = await presigned(dependencies, row.objectKey, { fileName: outputFileName(row), disposition });
      return reply.header('cache-control', 'private, no-cache').redirect(url, 302);
    },
  });
};
