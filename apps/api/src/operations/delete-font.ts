import { deleteFont as deleteRow } from '@proofsheet/database';
import { idInPath } from '../answers/fields.ts';
import { fontAnswer, fontSchema } from '../answers/font.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

export const deleteFont: Operation = (api, { db, storage }) => {
  api.route({
    method: 'DELETE',
    url: '/fonts/:id',
    schema: {
      operationId: 'deleteFont',
      summary: 'Delete a font',
      description: 'Images made with it stay. A generation that still waits for it fails with `unknown_font`.',
      tags: ['Fonts'],
      params: idInPath,
      response: {
        200: { description: 'As it was.', content: { 'application/json': { schema: fontSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      const row = found(await deleteRow(db, { userId: request.userId, id: request.params.id }), 'font');
      // The row is gone whatever happens here: an object that remains is never shown, and is collected.
      await storage.remove([row.objectKey]).catch((err: unknown) => {
        request.log.warn({ err, objectKey: row.objectKey }, 'object of a deleted font remains');
      });
      return fontAnswer(row);
    },
  });
};
