import { findOutput, keepRendition } from '@proofsheet/database';
import { OUTPUT_MEDIA_TYPES, outputFileName } from '@proofsheet/domain';
import { z } from 'zod';
import { addressQuery, presigned } from '../answers/address.ts';
import { idInPath } from '../answers/fields.ts';
import { fileAnswers } from '../answers/file.ts';
import { leadsTo } from '../answers/leads-to.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { openRenditions } from '../renditions/rendition.ts';
import { renditionWidth } from '../renditions/width.ts';

export const getOutputContent: Operation = (api, dependencies) => {
  const renditions = openRenditions(dependencies, ({ id }, width) => keepRendition(dependencies.db, { id, width }));
  api.route({
    method: 'GET',
    url: '/outputs/:id/content',
    schema: {
      operationId: 'getOutputContent',
      summary: 'Go to a finished image',
      description:
        'An address that stays, for who has a key: it leads to a presigned one, which does not. `width` leads to a smaller image, for previews. `/file` gives the bytes themselves.',
      tags: ['Outputs'],
      params: idInPath,
      querystring: z.strictObject({ ...addressQuery, width: renditionWidth }),
      response: {
        200: { ...fileAnswers(OUTPUT_MEDIA_TYPES)[200], description: 'The image, for who follows the `Location`.' },
        304: z.null().describe('It is still at the address that you have, as `if-none-match` says.'),
        302: z.null().describe('The image is at the `Location`, without a key, until that expires.'),
        ...problems(404, 422, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, params, query } = request;
      const row = found(await findOutput(dependencies.db, { userId, id: params.id }), 'output');
      const objectKey = await renditions.find(row, query.width, request);
      const { disposition } = query;
      const { url } = await presigned(dependencies, objectKey, { fileName: outputFileName(row), disposition });
      return leadsTo(request, reply, url);
    },
  });
};
