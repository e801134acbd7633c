import { Fault } from '@proofsheet/domain';
import { hardenImageLibrary } from './develop/harden.ts';
import { type Line, modelsOn } from './operator-models/line.ts';
import { type ModelsState, modelsState } from './people/models.ts';
import { type SeenImage, see } from './see.ts';

hardenImageLibrary();

export interface Errand {
  readonly bytes: Uint8Array;
  /** Its first element is 1 once nobody waits for the answer. Shared, so it may change until the look begins. */
  readonly unwanted: Int32Array;
  /** To the operator's models, where there are any. */
  readonly line?: Line;
}

/** Errors lose their class between threads, so a fault travels as a value. */
export type Answer =
  | { readonly seen: SeenImage; readonly people: ModelsState }
  | { readonly fault: Pick<Fault, 'code' | 'message'>; readonly cause: unknown };

/** One image, in a thread of its own: whatever blocks here blocks no request and no lease. */
export default async function look({ bytes, unwanted, line }: Errand): Promise<Answer> {
  try {
    if (Atomics.load(unwanted, 0) === 1) throw new Fault('internal', 'Nobody waits for this look any longer.');
    const upload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return { seen: await see(upload, line && modelsOn(line)), people: modelsState() };
  } catch (thrown) {
    const { code, message, cause } = Fault.from(thrown);
    return { fault: { code, message }, cause };
  } finally {
    line?.port.close();
  }
}
