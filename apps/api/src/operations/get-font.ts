import { findFont } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { fontAnswer, fontSchema } from '../answers/font.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

export const getFont: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/fonts/:id',
    schema: {
      operationId: 'getFont',
      summary: 'Get one font',
      description: 'With what was read from it: family, weights, how many characters it draws.',
      tags: ['Fonts'],
      params: idInPath,
      response: {
        200: { description: 'The font.', content: { 'application/json': { schema: fontSchema } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      return fontAnswer(found(await findFont(db, { userId: request.userId, id: request.params.id }), 'font'));
    },
  });
};
