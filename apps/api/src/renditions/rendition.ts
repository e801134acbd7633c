import { keepRendition, type OutputRow } from '@proofsheet/database';
import { Fault, isOutage, objectKeys, RENDITION_WIDTHS } from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import type { Dependencies } from '../dependencies.ts';
import { makeRendition } from './make-rendition.ts';
import { openTurns } from './turns.ts';

/** Each holds a picture, and a core for some tens of milliseconds. */
const AT_ONCE = 2;

export interface Renditions {
  /** Answers the key of an output's object that is at least so wide, which is made where it is not there; its own, where none is smaller. */
  find(output: OutputRow, width: number | undefined, request: Pick<FastifyRequest, 'log'>): Promise<string>;
  /** The same of that one of `RENDITION_WIDTHS`: of an output that is not so wide itself it has its size, never its bytes. */
  at(output: OutputRow, width: number, request: Pick<FastifyRequest, 'log'>): Promise<string>;
}

/**
 * Each width of each output is made once, by whoever asks first; those that ask at the same time here wait for it. Two
 * processes may both make it: the same file under the same key. When the process dies in between, an object is left that no
 * row names, and is collected or made again.
 */
export function openRenditions({ db, storage }: Pick<Dependencies, 'db' | 'storage'>): Renditions {
  const inTurn = openTurns(AT_ONCE);
  const making = new Map<string, Promise<string>>();

  async function make(output: OutputRow, width: number, key: string, log: FastifyRequest['log']) {
    const picture = await makeRendition(await storage.get(output.objectKey), { width, mediaType: output.mediaType });
    await storage.put(key, picture, { bytes: picture.length, mediaType: output.mediaType });
    const kept = await keepRendition(db, { id: output.id, width });
    if (kept) return key;
    // Deleted meanwhile: its other files go without this one.
    await storage
      .remove([key])
      .catch((err) => log[isOutage(err) ? 'debug' : 'warn']({ err, key }, 'rendition remains'));
    throw new Fault('not_found', 'There is no output of this id any more.');
  }

  async function at(output: OutputRow, width: number, { log }: Pick<FastifyRequest, 'log'>): Promise<string> {
    const key = objectKeys.rendition(output.objectKey, width);
    if (output.renditions.includes(width)) return key;
    const made = making.get(key) ?? inTurn(() => make(output, width, key, log)).finally(() => making.delete(key));
    making.set(key, made);
    return made;
  }

  return {
    at,
    async find(output, asked, request) {
      const width = asked === undefined ? undefined : RENDITION_WIDTHS.find((one) => one >= asked);
      return width === undefined || width >= output.width ? output.objectKey : at(output, width, request);
    },
  };
}
