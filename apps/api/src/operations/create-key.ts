import { createApiKey } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { keyName } from '../answers/fields.ts';
import { keyAnswer, newKeySchema } from '../answers/key.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    name: keyName,
    days: z.int().min(1).max(36_500).optional().describe('How long it works; for ever, where left out.'),
  })
  .meta({ id: 'NewKey', examples: [{ name: 'shop', days: 90 }] });

export const createKey: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/keys',
    schema: {
      operationId: 'createKey',
      summary: 'Create a key',
      description:
        'Shown in this answer only. By a browser that is signed in, never by a key: one that leaks makes no others.',
      tags: ['Account'],
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: newKeySchema } } },
        ...problems(403, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler({ userId, keyKind, body }, reply) {
      if (keyKind !== 'SESSION') throw new Fault('not_allowed', SIGN_IN);
      const { key, ...row } = await createApiKey(db, { userId, ...body });
      return reply.code(201).send({ ...keyAnswer(row), key });
    },
  });
};

const SIGN_IN =
  'A key makes no other keys: sign in at this server’s pages, or ask its operator for `proofsheet keys create`.';
