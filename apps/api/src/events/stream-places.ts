import { Fault } from '@proofsheet/domain';
import type { ApiSettings } from '../dependencies.ts';
import { type InPlace, openPlaces } from '../places.ts';

const RETRY_AFTER_SECONDS = 30;

/** Bounds how many streams are open at the same time: each takes a connection and some memory for as long as it lasts. */
export function streamPlaces({ streamsPerUser, streamsAtOnce }: ApiSettings): InPlace {
  return openPlaces({ perUser: streamsPerUser, all: streamsAtOnce }, (limit) => {
    const which = limit === 'all' ? 'Many streams are' : `${streamsPerUser} of your streams are`;
    const message = `${which} open: close some, or follow everything that is yours over one, GET /v1/events.`;
    return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
}
