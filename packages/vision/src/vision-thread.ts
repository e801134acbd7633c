import { Fault } from '@proofsheet/domain';
import { hardenImageLibrary } from './develop/harden.ts';
import { type SeenImage, see } from './see.ts';

hardenImageLibrary();

export interface Errand {
  readonly bytes: Uint8Array;
}

/** Errors lose their class between threads, so a fault travels as a value. */
export type Answer =
  | { readonly seen: SeenImage }
  | { readonly fault: Pick<Fault, 'code' | 'message'>; readonly cause: unknown };

/** One image, in a thread of its own: whatever blocks here blocks no request and no lease. */
export default async function look({ bytes }: Errand): Promise<Answer> {
  try {
    return { seen: await see(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) };
  } catch (thrown) {
    const { code, message, cause } = Fault.from(thrown);
    return { fault: { code, message }, cause };
  }
}
