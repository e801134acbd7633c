import type { FastifyRequest } from 'fastify';

export interface BoardPlace {
  /** As operators reach it, through whatever stands in front. */
  readonly url?: string | undefined;
  /** Where it listens. */
  readonly host: string;
  readonly port: number;
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1'];
const EVERYWHERE = ['0.0.0.0', '::'];

/**
 * Where an operator's browser finds Bull Board. Without a setting only one on the same machine can tell: asked under any
 * other name this server is behind something that may lead to it under no name, or under one that nobody here knows.
 */
export function boardUrl({ hostname }: Pick<FastifyRequest, 'hostname'>, place: BoardPlace | undefined): string | null {
  if (place?.url) return place.url;
  if (!place || place.port === 0 || !LOOPBACK.includes(hostname)) return null;
  return LOOPBACK.includes(place.host) || EVERYWHERE.includes(place.host) ? `http://${hostname}:${place.port}` : null;
}
