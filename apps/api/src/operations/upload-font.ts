import { createFont, findFont, type NewFont, newId } from '@proofsheet/database';
import { LIMITS, objectKeys } from '@proofsheet/domain';
import type { FastifyBaseLogger } from 'fastify';
import { fontAnswer, fontSchema } from '../answers/font.ts';
import type { Dependencies, Operation } from '../dependencies.ts';
import { createOnce, earlierAnswer, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { FONT_SAMPLE } from '../openapi/forms.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { boundedExaminer } from '../uploads/font-queue.ts';
import { receiveFont } from '../uploads/receive-font.ts';

const DESCRIPTION = `WOFF2, WOFF, TrueType or OpenType, recognised by its content; at most ${LIMITS.fontBytes / 1e6} MB, \
one in a request, as \`file\`. It is read whole before it is taken, so it may be used right away.

\`${FONT_SAMPLE}\``;

export const uploadFont: Operation = (api, dependencies) => {
  const { db, fonts, inUploadPlace } = dependencies;
  const examine = boundedExaminer(fonts);
  api.route({
    method: 'POST',
    url: '/fonts',
    schema: {
      operationId: 'uploadFont',
      summary: 'Upload a font',
      description: DESCRIPTION,
      tags: ['Fonts'],
      headers: idempotencyHeader,
      consumes: ['multipart/form-data'],
      response: {
        201: { description: 'The font.', content: { 'application/json': { schema: fontSchema } } },
        ...problems(409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId } = request;
      const { bytes, ...received } = await inUploadPlace(userId, () => receiveFont(request));
      const keyed = keyedRequest(request, 'uploadFont', { name: received.originalName, sha256: received.sha256 });
      const earlier = await earlierAnswer(db, keyed);
      if (earlier) return sendKept(reply, earlier, true);
      const facts = await examine(userId, bytes, request.gone);
      const id = newId();
      const objectKey = objectKeys.font(id, received.mediaType);
      const font: NewFont = { id, userId, ...received, bytes: bytes.length, objectKey, facts };
      const { answer, replayed } = await storeFont(dependencies, font, bytes, request.log, (committing) =>
        createOnce(db, keyed, async (tx) => {
          await createFont(tx, font);
          const row = found(await findFont(tx, font), 'font');
          committing();
          return { status: 201, location: `/v1/fonts/${id}`, body: fontAnswer(row) };
        }),
      );
      return sendKept(reply, answer, replayed);
    },
  });
};

/**
 * Stores the object first and then the row, so that a row never points at nothing. After a failure, or when an equal
 * request was faster, the object is removed again. A crash between the two leaves an object without a row, which is
 * collected. An error after `committing` was called does not tell whether the row is there: the object stays, and is
 * collected where it has none.
 */
async function storeFont<Created extends { readonly replayed: boolean }>(
  { storage }: Dependencies,
  { objectKey, mediaType }: NewFont,
  bytes: Buffer,
  log: FastifyBaseLogger,
  create: (committing: () => void) => Promise<Created>,
): Promise<Created> {
  const takeBack = () =>
    storage
      .remove([objectKey])
      .catch((err: unknown) => log.warn({ err, objectKey }, 'object of a refused font remains'));
  let inDoubt = false;
  try {
    await storage.put(objectKey, bytes, { bytes: bytes.length, mediaType });
    const created = await create(() => {
      inDoubt = true;
    });
    if (created.replayed) await takeBack();
    return created;
  } catch (error) {
    if (!inDoubt) await takeBack();
    throw error;
  }
}
