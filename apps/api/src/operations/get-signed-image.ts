import { listOutputs } from '@proofsheet/database';
import { type ErrorCode, Fault, IMAGE_TYPES, isCompleted, isTerminal } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { fileAnswers, sendFile } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { untilEnded } from '../events/until-ended.ts';
import { imageRequest } from '../images/image-request.ts';
import { A_YEAR, openToAll } from '../images/open-to-all.ts';
import { generationOfImage } from '../images/order-image.ts';
import { imageQuery } from '../images/parameters.ts';
import { readAddress } from '../images/read-address.ts';
import { verifyImage } from '../images/verify.ts';
import { found } from '../ownership.ts';
import { problems } from '../problem.ts';

const RETRY_SECONDS = 3;

export const getSignedImage: Operation = (api, dependencies) => {
  const { db, settings } = dependencies;
  const countFailure = api.createRateLimit({ max: settings.failedKeysPerMinute, timeWindow: '1 minute' });
  api.route({
    method: 'GET',
    url: '/i/:file',
    schema: {
      operationId: 'getSignedImage',
      summary: 'A picture by its signed address',
      description:
        'For `<img>` and `og:image`: no key, the signature covers the path and every parameter. Renders once, then answers with what is stored; the first request waits for it.',
      tags: ['Signed images'],
      security: [],
      params: z.object({ file: z.string().describe('A template or `auto`, and `.jpg`, `.png` or `.webp`.') }),
      querystring: imageQuery,
      response: {
        ...fileAnswers(Object.values(IMAGE_TYPES)),
        ...problems(400, 403, 404, 409, 413, 422, 429, 500, 503),
      },
    },
    // The query is checked after its signature, and as it was written.
    validatorCompiler: () => (value) => ({ value }),
    onRequest: async (_request, reply) => openToAll(reply),
    async handler(request, reply) {
      const address = readAddress((request.params as { file: string }).file, request.raw.url ?? '');
      const image = await verifyImage(db, address).catch((error) => refuse(request, error));
      const requestOf = () => imageRequest(address, Number.parseInt(image.hash.slice(0, 8), 16) >>> 1);
      const id = await generationOfImage(dependencies, image, requestOf, request);
      const waiting = { userId: image.userId, keyId: image.keyId, gone: request.gone };
      const row = found(
        await untilEnded(dependencies, waiting, { id, seconds: settings.imageWaitSeconds }),
        'picture any more',
      );
      if (!isTerminal(row.status)) throw new Fault('image_not_ready', NOT_READY, { retryAfterSeconds: RETRY_SECONDS });
      const failed = { code: row.error?.code ?? 'generation_cancelled', message: row.error?.message ?? CANCELLED };
      if (!isCompleted(row.status)) throw new Fault(failed.code as ErrorCode, failed.message);
      const outputs = await listOutputs(db, { userId: image.userId, generationId: id, limit: 1 });
      const output = found(outputs.rows[0], 'picture any more');
      const fileName = `${address.template}.${address.type}`;
      return sendFile(dependencies, request, reply, { ...output, fileName }, 'inline', A_YEAR);
    },
  });

  /** An address that guesses signatures is told to wait; one that is good is answered all the same. */
  async function refuse(request: FastifyRequest, error: unknown): Promise<never> {
    if (!(error instanceof Fault) || error.code !== 'signature_invalid') throw error;
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) throw error;
    throw new Fault('rate_limited', `At most ${failures.max} wrong signatures a minute come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  }
};

const NOT_READY = 'The picture is being made; ask for it again.';
const CANCELLED = 'The generation of this picture was cancelled.';
