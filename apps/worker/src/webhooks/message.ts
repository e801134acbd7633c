import { type EventRow, type OutputRow, toldEvent } from '@proofsheet/database';
import { outputFileName } from '@proofsheet/domain';
import { type Storage, signedAddress } from '@proofsheet/storage';

interface Signing {
  readonly storage: Storage;
  readonly addressSeconds: number;
}

/** The event as streams tell it, in the envelope of Standard Webhooks. Addresses of images work from now on. */
export async function messageBody(signing: Signing, event: EventRow): Promise<string> {
  const data = await toldEvent(event, (output) => toldOutput(signing, output));
  return JSON.stringify({ type: data.type, timestamp: data.createdAt, data });
}

async function toldOutput({ storage, addressSeconds }: Signing, { objectKey, renditions: _, ...shown }: OutputRow) {
  const fileName = outputFileName(shown);
  const address = await signedAddress(storage, objectKey, { addressSeconds, fileName, inline: false });
  return { ...shown, createdAt: shown.createdAt.toISOString(), ...address };
}
