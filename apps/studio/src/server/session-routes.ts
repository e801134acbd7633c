import { assetRoleSchema, brandSchema, type Copy, copySchema, LIMITS } from '@proofsheet/domain';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { hangUpOf } from './answers.ts';
import type { Session } from './session.ts';
import { wordFields } from './word-fields.ts';

/** What a page of the studio says of words and colours: any part of an order's, or none. */
const wordsSchema = z.strictObject({
  // JSON knows no undefined values.
  copy: copySchema.partial().transform((copy) => copy as Partial<Copy>),
  brand: brandSchema.pick({ primary: true, accent: true }),
});
const roleSchema = z.strictObject({ role: assetRoleSchema });

/** Images, words and colours that somebody brings. */
export function serveSession(server: FastifyInstance, session: Session): void {
  server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  const limits = { bytes: LIMITS.uploadBytes, images: LIMITS.generationAssets };
  server.get('/session', async () => ({ ...session.view(), limits, fields: wordFields() }));
  server.post<{ Querystring: { name?: string }; Body: Buffer }>(
    '/session/images',
    { bodyLimit: LIMITS.uploadBytes },
    async ({ query, body }, reply) => session.add(body, query.name ?? 'image', hangUpOf(reply)),
  );
  server.get<{ Params: { id: string } }>('/session/images/:id', async ({ params }, reply) => {
    const preview = session.preview(params.id);
    return preview
      ? reply.type('image/webp').send(preview)
      : reply.code(404).send({ message: 'There is no such image.' });
  });
  server.put<{ Params: { id: string } }>('/session/images/:id', async ({ params, body }) => {
    session.setRole(params.id, roleSchema.parse(body).role);
    return session.view();
  });
  server.delete<{ Params: { id: string } }>('/session/images/:id', async ({ params }) => {
    await session.remove(params.id);
    return session.view();
  });
  server.put('/session/words', async ({ body }) => {
    session.setWords(wordsSchema.parse(body));
    return session.view();
  });
  server.delete('/session', async () => {
    await session.clear();
    return session.view();
  });
}
