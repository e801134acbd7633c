import { Fault } from '@proofsheet/domain';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type AnalysedImage, analyse } from './analyse.ts';
import { hardenImageLibrary } from './codec/harden.ts';
import { type Line, modelsOn } from './operator-models/line.ts';
import { type ModelsState, modelsState } from './people/models.ts';

hardenImageLibrary();

export interface Task {
  /** Transferred, not copied: a copy would hold up the event loop at both ends. */
  readonly upload: ArrayBuffer;
  /** Shared: its first element becomes 1 when the caller gives up. It is read once, before the analysis begins. */
  readonly unwanted: Int32Array;
  /** Whether the model that comes with Proofsheet is asked for the subject. */
  readonly salient: boolean;
  /** To the operator's models, where there are any. */
  readonly line?: Line;
}

/** Errors lose their class between threads, so a fault travels as a value. */
export type Answer =
  | { readonly analysed: AnalysedImage; readonly people: ModelsState }
  | { readonly fault: Pick<Fault, 'code' | 'message'>; readonly cause: unknown };

/** Analyses one image. Whatever blocks in this thread blocks no request and no lease. */
export default async function analyseInThread({ upload, unwanted, salient, line }: Task): Promise<Answer> {
  try {
    if (Atomics.load(unwanted, 0) === 1) throw new Fault('internal', 'Nobody waits for this analysis any longer.');
    const analysed = withOwnMemory(await analyse(Buffer.from(upload), { salient, ...(line && modelsOn(line)) }));
    return transferred({ analysed, people: modelsState() });
  } catch (thrown) {
    const { code, message, cause } = Fault.from(thrown);
    return { fault: { code, message }, cause };
  } finally {
    line?.port.close();
  }
}

/** Memory that the image library allocated cannot be transferred to another thread, so it is copied. */
function withOwnMemory(analysed: AnalysedImage): AnalysedImage {
  const { master, proxy, cutout } = analysed;
  return {
    ...analysed,
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

/** The answer, marked so that piscina transfers its images instead of copying them. */
function transferred(answer: Extract<Answer, { analysed: AnalysedImage }>): Answer {
  const { master, proxy, cutout } = answer.analysed;
  const images = [master, ...(proxy ? [proxy] : []), ...(cutout ? [cutout.bytes] : [])].map(({ buffer }) => buffer);
  return move({ [transferableSymbol]: images, [valueSymbol]: answer }) as unknown as Answer;
}
