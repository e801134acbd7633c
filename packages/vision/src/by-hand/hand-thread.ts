import { Fault } from '@proofsheet/domain';
import { type CutByHand, cutByHand } from './cut-by-hand.ts';

export interface HandTask {
  readonly master: Uint8Array;
  readonly mask: Uint8Array;
  readonly person: boolean;
}

/** The image library is hardened for the whole process. Errors lose their class between threads, so a fault travels as a value. */
export type HandAnswer = { readonly cut: CutByHand } | { readonly fault: Pick<Fault, 'code' | 'message'> };

export default async function cutInThread({ master, mask, person }: HandTask): Promise<HandAnswer> {
  try {
    const cut = await cutByHand(Buffer.from(master), Buffer.from(mask), person);
    // Memory of the image library cannot be transferred.
    return { cut: { ...cut, image: Buffer.from(cut.image) } };
  } catch (thrown) {
    const { code, message } = Fault.from(thrown);
    return { fault: { code, message } };
  }
}
