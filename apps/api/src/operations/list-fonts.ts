import { listFonts as selectFonts } from '@proofsheet/database';
import { z } from 'zod';
import { fontAnswer, fontSchema } from '../answers/font.ts';
import { pageAnswer, pageOf, pageQuery } from '../answers/page.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const fontPage = pageOf(fontSchema).meta({ id: 'FontPage' });

export const listFonts: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/fonts',
    schema: {
      operationId: 'listFonts',
      summary: 'List your fonts',
      description: 'Newest first, a page at a time.',
      tags: ['Fonts'],
      querystring: z.strictObject(pageQuery),
      response: {
        200: { description: 'A page of fonts.', content: { 'application/json': { schema: fontPage } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ userId, query }) {
      return pageAnswer(await selectFonts(db, { userId, ...query }), fontAnswer);
    },
  });
};
