import { createSigningKey as insertKey } from '@proofsheet/database';
import { z } from 'zod';
import { keyName } from '../answers/fields.ts';
import { newSigningKeySchema, signingKeyAnswer } from '../answers/signing-key.ts';
import type { Operation } from '../dependencies.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const body = z
  .strictObject({
    name: keyName,
  })
  .meta({ id: 'NewSigningKey', examples: [{ name: 'blog' }] });

export const createSigningKey: Operation = (api, { db }) => {
  api.route({
    method: 'POST',
    url: '/signing-keys',
    schema: {
      operationId: 'createSigningKey',
      summary: 'Create a signing key',
      description: 'Its secret signs image addresses in your name, and is shown in this answer only.',
      tags: ['Signed images'],
      headers: idempotencyHeader,
      body,
      response: {
        201: { description: 'Created.', content: { 'application/json': { schema: newSigningKeySchema } } },
        ...problems(409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const keyed = keyedRequest(request, 'createSigningKey', body);
      const { answer, replayed } = await createOnce(db, keyed, async (tx) => {
        const { secret, ...row } = await insertKey(tx, { userId, name: body.name });
        return { status: 201, location: '/v1/signing-keys', body: { ...signingKeyAnswer(row), secret } };
      });
      return sendKept(reply, answer, replayed);
    },
  });
};
