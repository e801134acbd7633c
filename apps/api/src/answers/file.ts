import { Readable } from 'node:stream';
import { cacheControlOf, contentDisposition } from '@proofsheet/storage';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fresh from 'fresh';
import { z } from 'zod';
import type { Dependencies } from '../dependencies.ts';
import type { Disposition } from './address.ts';

export interface File {
  readonly objectKey: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

const image = z.custom<ReadableStream>().meta({ type: 'string', format: 'binary' });

export function fileAnswers(mediaTypes: readonly string[]) {
  return {
    200: {
      description: 'The file. A HEAD request gets the same headers.',
      content: Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, { schema: image }])),
    },
    304: z.null().describe('You have it already, as `if-none-match` says.'),
  };
}

/** Streams it from the storage. HEAD, and who has it already, is answered by the row alone. */
export async function sendFile(
  { storage, settings }: Dependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { objectKey, fileName, mediaType, bytes, sha256 }: File,
  disposition: Disposition,
  cacheControl = cacheControlOf(settings.addressSeconds),
): Promise<FastifyReply> {
  const etag = `"${sha256}"`;
  const known = fresh(request.headers, { etag });
  // Before the headers: an answer that the file is gone is not to be kept.
  const body = known || request.method === 'HEAD' ? Readable.from([]) : await storage.stream(objectKey);
  reply.headers({
    etag,
    'cache-control': cacheControl,
    'content-disposition': contentDisposition(fileName, disposition === 'inline'),
  });
  if (known) return reply.code(304).send();
  return reply.type(mediaType).header('content-length', bytes).send(body);
}
