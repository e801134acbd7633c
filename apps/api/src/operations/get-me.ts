import { backlogOf, findKey, storedBytes, usedToday } from '@proofsheet/database';
import { z } from 'zod';
import { id, time } from '../answers/fields.ts';
import { boardUrl } from '../board-address.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const count = z.int().min(0);

const answer = z
  .object({
    userId: z.string(),
    key: z.object({ id, name: z.string(), prefix: z.string(), createdAt: time, expiresAt: time.nullable() }),
    limits: z.object({
      requestsPerMinute: count.describe('Of this key.'),
      unfinished: count,
      generationsPerDay: count.nullable().describe('Null: as many as you like.'),
      uploadBytesPerDay: count.nullable(),
    }),
    unfinished: count.describe('Generations that wait or run.'),
    operator: z.boolean().describe('Whether this key shows what is of all users.'),
    boardUrl: z
      .string()
      .nullable()
      .describe('Where an operator finds Bull Board: `/jobs/` and the id of a generation.'),
    today: z.object({ generations: count, uploadBytes: count }).describe('Since midnight, UTC.'),
    stored: z.object({ assets: count, outputs: count }).describe('Bytes of what you have and have not deleted.'),
  })
  .meta({ id: 'Me', description: 'Who asks, and how much is used and left.' });

export const getMe: Operation = (api, { db, settings }) => {
  api.route({
    method: 'GET',
    url: '/me',
    schema: {
      operationId: 'getMe',
      summary: 'Who you are, and your limits',
      description: 'The key that you ask with, what you may use and what you have used.',
      tags: ['Account'],
      response: {
        200: { description: 'You.', content: { 'application/json': { schema: answer } } },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler(request) {
      const { userId, keyId, isOperator } = request;
      // Revoked for good while this is under way.
      const key = found(await findKey(db, keyId), 'key');
      const { unfinished, unfinishedLimit } = await backlogOf(db, userId);
      const { generations, uploadBytes } = await usedToday(db, userId);
      return {
        userId,
        key: { ...key, createdAt: key.createdAt.toISOString(), expiresAt: key.expiresAt?.toISOString() ?? null },
        limits: {
          requestsPerMinute: settings.requestsPerMinute,
          unfinished: unfinishedLimit ?? settings.unfinishedPerUser,
          generationsPerDay: settings.generationsPerDay ?? null,
          uploadBytesPerDay: settings.uploadBytesPerDay ?? null,
        },
        unfinished,
        operator: isOperator,
        boardUrl: isOperator ? boardUrl(request, settings.board) : null,
        today: { generations, uploadBytes },
        stored: await storedBytes(db, userId),
      };
    },
  });
};
