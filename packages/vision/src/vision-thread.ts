import { Fault } from '@proofsheet/domain';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type SeenImage, see } from './analyse.ts';
import { hardenImageLibrary } from './codec/harden.ts';
import { type Line, modelsOn } from './operator-models/line.ts';
import { type ModelsState, modelsState } from './people/models.ts';

hardenImageLibrary();

export interface Errand {
  /** Given away by whoever sends it: what is copied on the way holds up the event loop at both ends. */
  readonly upload: ArrayBuffer;
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
export default async function look({ upload, unwanted, line }: Errand): Promise<Answer> {
  try {
    if (Atomics.load(unwanted, 0) === 1) throw new Fault('internal', 'Nobody waits for this look any longer.');
    const seen = withOwnMemory(await see(Buffer.from(upload), line && modelsOn(line)));
    return givenAway({ seen, people: modelsState() });
  } catch (thrown) {
    const { code, message, cause } = Fault.from(thrown);
    return { fault: { code, message }, cause };
  } finally {
    line?.port.close();
  }
}

/** What the image library has allocated cannot be given to another thread. */
function withOwnMemory(seen: SeenImage): SeenImage {
  const { master, proxy, cutout } = seen;
  return {
    ...seen,
    master: copied(master),
    ...(proxy ? { proxy: copied(proxy) } : {}),
    ...(cutout ? { cutout: { ...cutout, bytes: copied(cutout.bytes) } } : {}),
  };
}

function copied(bytes: Buffer): Buffer {
  const own = Buffer.from(new ArrayBuffer(bytes.length));
  bytes.copy(own);
  return own;
}

/** The answer with its images not copied but handed over. */
function givenAway(answer: Extract<Answer, { seen: SeenImage }>): Answer {
  const { master, proxy, cutout } = answer.seen;
  const images = [master, ...(proxy ? [proxy] : []), ...(cutout ? [cutout.bytes] : [])].map(({ buffer }) => buffer);
  return move({ [transferableSymbol]: images, [valueSymbol]: answer }) as unknown as Answer;
}
