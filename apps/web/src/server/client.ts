import { ApiError, ConnectionError, Proofsheet } from '@proofsheet/client';
import { watchedFetch } from './reachable.ts';

/** The server that serves this page; the session's cookie goes along, so no key is in reach of scripts. */
export const server = new Proofsheet({ baseUrl: location.origin, apiKey: '', retries: 1, fetch: watchedFetch });

/** The client has tried again already; what remains is a connection that comes back. */
export function worthAskingAgain(tries: number, error: Error): boolean {
  return tries < 5 && error instanceof ConnectionError;
}

/** What went wrong and what to do, for a person. */
export function inWords(error: unknown): string {
  if (error instanceof ApiError) return error.problem?.detail ?? withoutWords(error.status);
  if (error instanceof ConnectionError)
    return 'The server cannot be reached. Check your connection; this page goes on by itself.';
  return error instanceof Error ? error.message : String(error);
}

/** What stands between the browser and the server answers pages, which nobody wants to read as they are written. */
function withoutWords(status: number): string {
  return status === 413
    ? 'It is larger than what stands before the server lets through. Make it smaller, or ask who runs the server.'
    : `The answer was ${status}, without saying why. Try again; where it stays so, ask who runs the server.`;
}

export function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.status === 401;
}
