import {
  type ArchivedGeneration,
  type ArchivedOutput,
  type ArchiveScope,
  archivePage,
  type Db,
} from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import type { Storage } from '@proofsheet/storage';
import { fileOf, folderOf } from './names.ts';
import type { ArchiveEntry } from './zip.ts';

interface Sources {
  readonly db: Db;
  readonly storage: Storage;
}

const GENERATIONS_A_PAGE = 50;
/** What is read of a file at once. A slow reader would keep one long answer of the storage waiting until it is cut off. */
const SLICE_BYTES = 4_000_000;
const CHUNK_BYTES = 64_000;

/** Each picture, and at the end `manifest.json`, which says what they are. */
export async function* archiveEntries(sources: Sources, scope: ArchiveScope): AsyncGenerator<ArchiveEntry, void> {
  const gone = new Set<string>();
  for await (const generation of generationsOf(sources.db, scope)) {
    for (const output of generation.outputs) {
      const chunks = await openPicture(sources.storage, output);
      if (chunks === undefined) gone.add(output.id);
      else yield { name: pathOf(generation, output), madeAt: output.createdAt, bytes: output.bytes, chunks };
    }
  }
  yield { name: 'manifest.json', madeAt: new Date(), chunks: manifest(sources.db, scope, gone) };
}

async function* generationsOf(db: Db, scope: ArchiveScope): AsyncGenerator<ArchivedGeneration, void> {
  let after: Parameters<typeof archivePage>[2]['after'];
  for (;;) {
    const page = await archivePage(db, scope, { after, limit: GENERATIONS_A_PAGE });
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < GENERATIONS_A_PAGE) return;
    after = { createdAt: last.exactCreatedAt, id: last.id };
  }
}

/** Undefined where the picture was deleted after its row was read: the others are still wanted. */
async function openPicture(
  storage: Storage,
  { objectKey, bytes }: ArchivedOutput,
): Promise<AsyncGenerator<Buffer, void> | undefined> {
  const slice = (from: number) => storage.slice(objectKey, { from, bytes: Math.min(SLICE_BYTES, bytes - from) });
  const first = await slice(0).catch((error: unknown) => {
    if (error instanceof Fault && error.code === 'not_found') return undefined;
    throw error;
  });
  return first && inChunks(first, bytes, slice);
}

async function* inChunks(first: Buffer, bytes: number, slice: (from: number) => Promise<Buffer>) {
  for (let from = 0, next = first; ; next = await slice(from)) {
    for (let at = 0; at < next.length; at += CHUNK_BYTES) yield next.subarray(at, at + CHUNK_BYTES);
    from += next.length;
    if (from >= bytes || next.length === 0) return;
  }
}

/** Read again from the rows, so that nothing has to be kept until the end. */
async function* manifest(db: Db, scope: ArchiveScope, gone: ReadonlySet<string>): AsyncGenerator<Buffer, void> {
  const { userId: _, outputIds: __, ...of } = scope;
  yield Buffer.from(`${JSON.stringify({ version: 1, of }).slice(0, -1)},"generations":[`);
  let separator = '\n';
  for await (const { exactCreatedAt: _, outputs, ...generation } of generationsOf(db, scope)) {
    const files = outputs
      .filter(({ id }) => !gone.has(id))
      .map((output) => {
        const { objectKey: _, generationId: __, ...shown } = output;
        return { file: pathOf(generation, output), ...shown };
      });
    yield Buffer.from(`${separator}${JSON.stringify({ ...generation, outputs: files })}`);
    separator = ',\n';
  }
  yield Buffer.from('\n]}\n');
}

function pathOf(generation: Pick<ArchivedGeneration, 'id' | 'headline'>, output: ArchivedOutput): string {
  return `${folderOf(generation)}/${fileOf(output)}`;
}
