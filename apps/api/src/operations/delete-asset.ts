import { deleteAsset as hideAsset } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const MOST_NAMED = 5;

const querystring = z.strictObject({
  force: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true` cancels the unfinished generations that use it, instead of 409.'),
});

export const deleteAsset: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/assets/:id',
    schema: {
      operationId: 'deleteAsset',
      summary: 'Delete an asset',
      description:
        'It is gone from all lists at once, and its files after the grace time (a day, unless the operator says otherwise). Images that were made with it stay. 409 names unfinished generations that use it. What ended without all of its outputs cannot be retried without it.',
      tags: ['Assets'],
      params: idInPath,
      querystring,
      response: {
        204: z.null().describe('It is gone.'),
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, params: { id }, query }, reply) {
      const uses = found(await hideAsset(db, { userId, id, force: query.force === 'true' }), 'asset');
      if (uses.generations.length > 0) throw inUse(uses.generations);
      return reply.code(204).send(null);
    },
  });
};

function inUse(generations: readonly string[]): Fault {
  const named = generations.slice(0, MOST_NAMED).join(', ');
  const more = generations.length > MOST_NAMED ? ` and ${generations.length - MOST_NAMED} more` : '';
  return new Fault('asset_in_use', `Unfinished generations use it: ${named}${more}. \`force=true\` cancels them.`);
}
