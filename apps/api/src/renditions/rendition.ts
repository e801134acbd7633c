import { Fault, isOutage, type OutputMediaType, objectKeys, RENDITION_WIDTHS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Dependencies } from '../dependencies.ts';
import { makeRendition } from './make-rendition.ts';
import { openTurns } from './turns.ts';

/** Each holds a picture, and a core for some tens of milliseconds. */
const AT_ONCE = 2;

/** What smaller pictures are made of. */
export interface Original {
  readonly id: string;
  readonly objectKey: string;
  readonly mediaType: OutputMediaType;
  readonly width: number;
  /** The widths that it is stored in besides. */
  readonly renditions: readonly number[];
}

export interface Renditions {
  /** Answers the key of an original's object that is at least so wide, which is made where it is not there; its own, where none is smaller. */
  find(original: Original, width: number | undefined, request: Pick<FastifyRequest, 'log'>): Promise<string>;
  /** The same of that one of `RENDITION_WIDTHS`: of an original that is not so wide itself it has its size, never its bytes. */
  at(original: Original, width: number, request: Pick<FastifyRequest, 'log'>): Promise<string>;
}

/** Notes that it is stored at this width, too. False: it is not there any more. */
export type KeepRendition = (original: Original, width: number) => Promise<boolean>;

/**
 * Each width of each original is made once, by whoever asks first; those that ask at the same time here wait for it. Two
 * processes may both make it: the same file under the same key. When the process dies in between, an object is left that no
 * row names, and is collected or made again.
 */
export function openRenditions({ storage }: Pick<Dependencies, 'storage'>, keep: KeepRendition): Renditions {
  const inTurn = openTurns(AT_ONCE);
  const making = new Map<string, Promise<string>>();

  async function make(original: Original, width: number, key: string, log: FastifyRequest['log']) {
    const { objectKey, mediaType } = original;
    const picture = await makeRendition(await storage.get(objectKey), { width, mediaType });
    await storage.put(key, picture, { bytes: picture.length, mediaType });
    if (await keep(original, width)) return key;
    // Deleted meanwhile: its other files go without this one.
    await storage
      .remove([key])
      .catch((err) => log[isOutage(err) ? 'debug' : 'warn']({ err, key }, 'rendition remains'));
    throw new Fault('not_found', 'There is no image of this id any more.');
  }

  async function at(original: Original, width: number, { log }: Pick<FastifyRequest, 'log'>): Promise<string> {
    const key = objectKeys.rendition(original.objectKey, width);
    if (original.renditions.includes(width)) return key;
    const made = making.get(key) ?? inTurn(() => make(original, width, key, log)).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  return {
    at,
    async find(original, asked, request) {
      const width = asked === undefined ? undefined : RENDITION_WIDTHS.find((one) => one >= asked);
      return width === undefined || width >= original.width ? original.objectKey : at(original, width, request);
    },
  };
}
