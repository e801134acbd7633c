import { type Db, deleteAllAssets, deleteGenerations, deleteProjects, type UserId } from '@proofsheet/database';
import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const PAGE = 500;
/** Then it is answered, and the client asks again for the rest: no request lasts for minutes. */
const MOST_MS = 15_000;

const querystring = z.strictObject({ confirm: z.literal('everything').describe('So that nobody does it by mistake.') });
const answer = z
  .object({ deleted: z.int().min(0), done: z.boolean().describe('False: there is more; ask again.') })
  .meta({ id: 'Deleted' });

export const deleteEverything: Operation = (api, { db }) => {
  api.route({
    method: 'DELETE',
    url: '/everything',
    schema: {
      operationId: 'deleteEverything',
      summary: 'Delete everything of yours',
      description:
        'Generations with their outputs, assets and projects, as each would be deleted by itself; what is unfinished stops. Keys and fonts stay. A lot takes several requests: ask again until it is `done`.',
      tags: ['Account'],
      querystring,
      response: {
        200: { description: 'What was deleted.', content: { 'application/json': { schema: answer } } },
        ...problems(...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    handler: ({ userId }) => deleteInTime(db, userId),
  });
};

/** Generations first: what uses an asset has ended before the asset goes. */
async function deleteInTime(db: Db, userId: UserId): Promise<z.infer<typeof answer>> {
  const until = performance.now() + MOST_MS;
  let deleted = 0;
  for (const deletePage of [deleteGenerationPage, deleteAllAssets])
    for (let page = PAGE; page === PAGE; deleted += page) {
      if (performance.now() > until) return { deleted, done: false };
      page = await deletePage(db, { userId, limit: PAGE });
    }
  await deleteProjects(db, { userId });
  return { deleted, done: true };
}

async function deleteGenerationPage(db: Db, page: { userId: UserId; limit: number }): Promise<number> {
  return (await deleteGenerations(db, page)).length;
}
