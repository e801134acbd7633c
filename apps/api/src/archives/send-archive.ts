import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { type ArchiveScope, hasPictures } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import { contentDisposition } from '@proofsheet/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import { letGo } from '../let-go.ts';
import { openPlaces } from '../places.ts';
import { archiveEntries } from './entries.ts';
import { zipOf } from './zip.ts';

/** How long a reader that takes nothing is kept. */
const PATIENCE_MS = 60_000;
/** Each holds a few megabytes for as long as its reader takes. */
const PLACES = { perUser: 4, all: 40 };
const RETRY_AFTER_SECONDS = 30;

export const archiveAnswer = {
  200: {
    description:
      'A ZIP, sent as it is made: a folder for each generation, its pictures in the order of their rank, and `manifest.json`. Its length is not known beforehand, and no part of it can be asked for: an archive that broke off is asked for again.',
    content: { 'application/zip': { schema: z.custom<ReadableStream>().meta({ type: 'string', format: 'binary' }) } },
  },
};

export type SendArchive = (
  request: FastifyRequest,
  reply: FastifyReply,
  archive: { readonly scope: ArchiveScope; readonly fileName: string },
) => Promise<FastifyReply>;

const inPlace = openPlaces(PLACES, (limit) => {
  const which = limit === 'all' ? 'Many archives are' : `${PLACES.perUser} of your archives are`;
  const message = `${which} being sent at this moment: ask for this one again when some of them have ended.`;
  return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
});

/** It resolves when the archive was sent, or its client is gone: then nothing of it is read on. */
export function archiveSender({ db, storage }: Dependencies): SendArchive {
  return async (request, reply, { scope, fileName }) => {
    if (!(await hasPictures(db, scope))) throw new Fault('nothing_to_archive', 'There is no finished picture yet.');
    return inPlace(request.userId, async () => {
      const zip = zipOf(archiveEntries({ db, storage }, scope));
      const body = Readable.from(
        letGo(zip, PATIENCE_MS, () => reply.raw.destroy()),
        { objectMode: false },
      );
      reply.headers({
        'accept-ranges': 'none',
        'cache-control': 'no-store',
        'content-disposition': contentDisposition(`${fileName}.zip`, false),
      });
      reply.type('application/zip').send(body);
      await finished(body).catch((err: unknown) => {
        if (!request.gone.aborted) request.log.warn({ err }, 'archive broke off');
      });
      zip.destroy();
      return reply;
    });
  };
}
