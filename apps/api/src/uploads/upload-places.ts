import { Fault } from '@proofsheet/domain';
import type { ApiSettings } from '../dependencies.ts';
import { type InPlace, openPlaces } from '../places.ts';

/** Most uploads end within this time. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Bounds how many uploads come in at the same time, of images and fonts together: each takes room in the folder for
 * uploads or in memory, and a connection to the storage. What is one too many is refused before its body is read.
 */
export function uploadPlaces({ uploadsPerUser, uploadsAtOnce }: ApiSettings): InPlace {
  return openPlaces({ perUser: uploadsPerUser, all: uploadsAtOnce }, (limit) => {
    const which = limit === 'all' ? 'Many uploads are' : `${uploadsPerUser} of your uploads are`;
    const message = `${which} coming in at this moment: send this one again when some of them have ended.`;
    return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
  });
}
