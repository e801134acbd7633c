import { findTemplatePicture, type TemplatePicture } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { jobIds } from '@proofsheet/queue';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { z } from 'zod';
import { fileAnswers } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { A_YEAR, openToAll } from '../images/open-to-all.ts';
import { found } from '../ownership.ts';
import { problems } from '../problem.ts';

const MEDIA_TYPE = 'image/webp';
const NAME_LENGTH = 32;
const RETRY_SECONDS = 5;
/** Who edits a spec waits for its preview; nobody waits for all templates at once. */
const PRIORITY = 1000;

/** Of a template whose content has that name. */
export function pictureAddress(revision: string): string {
  return `/t/${revision}.webp`;
}

export const getTemplatePicture: Operation = (api, { db, queues, feed, templates, settings }) => {
  api.route({
    method: 'GET',
    url: '/t/:file',
    schema: {
      operationId: 'getTemplatePicture',
      summary: 'What a template looks like',
      description:
        'The `pictureUrl` of a template: its first class with sample words and images, 640 pixels on its longer side at most. For `<img>`, without a key. Drawn once for each content, by a worker: the first request waits for it.',
      tags: ['Templates'],
      security: [],
      params: z.object({ file: z.string().regex(/^[\da-f]{32}\.webp$/, 'must be the name of a picture') }),
      response: {
        ...fileAnswers([MEDIA_TYPE]),
        ...problems(404, 500, 503),
      },
    },
    onRequest: async (_request, reply) => openToAll(reply),
    async handler(request, reply) {
      const revision = request.params.file.slice(0, NAME_LENGTH);
      const etag = `"${revision}"`;
      const isKnown = templates.some((template) => template.revision === revision);
      if (isKnown && fresh(request.headers, { etag })) return sendKept(reply.code(304), etag);
      const picture =
        (await findTemplatePicture(db, revision)) ?? (isKnown ? await drawn(revision, request) : undefined);
      const shown = found(picture, 'template any more');
      if ('refusal' in shown) throw new Fault('not_found', `It shows none of the samples: ${shown.refusal}`);
      return sendKept(reply.type(shown.mediaType), etag, shown.bytes);
    },
  });

  /** All who ask at the same time enqueue one job. */
  async function drawn(revision: string, { gone, id: requestId }: FastifyRequest): Promise<TemplatePicture> {
    await queues.enqueue(
      'preview',
      { revision, requestId },
      { jobId: jobIds.templatePicture(revision), priority: PRIORITY },
    );
    const find = () => findTemplatePicture(db, revision);
    const made = await feed.until(`template ${revision}`, find, { seconds: settings.imageWaitSeconds, gone });
    if (made) return made;
    throw new Fault('image_not_ready', NOT_READY, { retryAfterSeconds: RETRY_SECONDS });
  }
};

/** Nothing but the picture is kept: an error may be over soon. */
function sendKept(reply: FastifyReply, etag: string, bytes?: Buffer): FastifyReply {
  return reply.headers({ etag, 'cache-control': A_YEAR }).send(bytes);
}

const NOT_READY =
  'The picture is not drawn yet; ask for it again. For the operator: a worker draws it that takes the queue `preview`.';
