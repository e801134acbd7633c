import { Fault } from '@proofsheet/domain';

/** The decoder's words may quote the file, so they go to the log as the cause and never to the client. */
export function unreadable(cause: unknown): Fault {
  return new Fault('upload_not_an_image', 'The file is damaged, cut off or no image; it cannot be decoded.', { cause });
}
