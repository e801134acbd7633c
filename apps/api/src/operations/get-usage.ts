import { usageByDay } from '@proofsheet/database';
import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';

const MOST_DAYS = 366;
const count = z.int().min(0);

const querystring = z.strictObject({
  days: z
    .custom<string>((given) => typeof given === 'string' && /^[0-9]{1,4}$/.test(given), 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(MOST_DAYS))
    .default(30)
    .meta({ type: 'integer', minimum: 1, maximum: MOST_DAYS, description: 'How many, today included.' }),
});

const answer = z
  .object({
    days: z.array(
      z
        .object({
          day: z.iso.date(),
          generations: count.describe('Submitted.'),
          outputs: count,
          bytes: count.describe('Of outputs.'),
          pixels: count.describe('Of outputs.'),
          cpuMs: count,
          uploads: count.describe('Images.'),
          uploadBytes: count,
        })
        .meta({ id: 'UsageOfDay' }),
    ),
  })
  .meta({ id: 'UsageByDay', description: 'What you have used, the latest day first.' });

export const getUsage: Operation = (api, { db }) => {
  api.route({
    method: 'GET',
    url: '/usage',
    schema: {
      operationId: 'getUsage',
      summary: 'What you have used, day by day',
      description: 'Days are those of UTC; days without any use are left out. What was deleted meanwhile counts.',
      tags: ['Account'],
      querystring,
      response: {
        200: { description: 'Day by day.', content: { 'application/json': { schema: answer } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    handler: async ({ userId, query: { days } }) => ({ days: await usageByDay(db, { userId, days }) }),
  });
};
