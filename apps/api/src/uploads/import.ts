import { join } from 'node:path';
import { type AssetRole, Fault, LIMITS } from '@proofsheet/domain';
import type { Download, Outbound } from '@proofsheet/outbound';
import { fieldsFault } from '../validation.ts';
import { importedName } from './imported-name.ts';
import { plainName } from './parts.ts';
import { checkedFile, type ReceivedFile } from './receive.ts';

export interface ImportedFile {
  readonly url: string;
  readonly role: AssetRole;
  readonly name?: string | undefined;
}

interface Importing {
  readonly outbound: Outbound;
  readonly folder: string;
  /** For all of them. */
  readonly seconds: number;
  readonly gone: AbortSignal;
}

/** From one request at the same time: the files of one server come from it. */
const AT_ONCE = 4;
const REDIRECTS = 5;

/** Servers refuse who does not say what it is; and those that choose by `accept` would send an AVIF. */
const HEADERS = { 'user-agent': 'Proofsheet/1', accept: 'image/jpeg, image/png, image/webp, */*;q=0.1' };

/**
 * Gets every file into `folder`, and checks each as an upload is checked. What addresses show to be wrong is refused before
 * the first is called; a Fault names all that is wrong, and is final where one of them is.
 */
export async function importFiles(files: readonly ImportedFile[], importing: Importing): Promise<ReceivedFile[]> {
  const { outbound, folder } = importing;
  const stop = new AbortController();
  const signal = AbortSignal.any([importing.gone, stop.signal]);
  const faults: Fault[] = [];
  const look = async <T>(field: string, work: () => T | Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Fault)) throw error;
      faults.push(error.field === undefined ? new Fault(error.code, error.message, { field, cause: error }) : error);
      return undefined;
    }
  };
  for (const [index, { url, name }] of files.entries()) {
    await look(`files/${index}/url`, () => outbound.check(url));
    if (name !== undefined) await look(`files/${index}/name`, () => plainName(name, `files/${index}/name`));
  }
  refuse(faults);

  const ends = performance.now() + importing.seconds * 1000;
  const received: ReceivedFile[] = [];
  const waiting = files.entries();
  const lane = async () => {
    for (const [index, file] of waiting) {
      const field = `files/${index}/url`;
      const path = join(folder, `${index}`);
      const one = await look(field, () => importFile(file, { outbound, path, field, ends, signal }));
      if (one) received[index] = one;
    }
  };
  // All have ended before the folder goes, also where one cannot go on.
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane().catch((error) => stop.abort(error))));
  signal.throwIfAborted();
  refuse(faults);
  return received;
}

interface One extends Pick<Importing, 'outbound'> {
  readonly path: string;
  readonly field: string;
  readonly ends: number;
  readonly signal: AbortSignal;
}

async function importFile(file: ImportedFile, { outbound, path, field, ends, signal }: One): Promise<ReceivedFile> {
  const download = await outbound.download(file.url, {
    ...{ maxBytes: LIMITS.uploadBytes, maxRedirects: REDIRECTS, headers: HEADERS, signal },
    timeoutMs: ends - performance.now(),
  });
  const originalName = file.name === undefined ? importedName(file.url, download.headers) : plainName(file.name, field);
  try {
    return { originalName, role: file.role, ...(await checkedFile(download.body, path, { field, gone: signal })) };
  } catch (error) {
    throw notThePicture(download, error) ?? error;
  } finally {
    download.body.destroy();
  }
}

/** Somebody's page about the picture, or one that asks to log in: the commonest mistake gets words of its own. */
function notThePicture({ headers }: Download, error: unknown): Fault | undefined {
  const isPage = /^\s*text\/html/i.test(headers['content-type'] ?? '');
  if (!isPage || !(error instanceof Fault) || error.code !== 'upload_type_not_taken') return undefined;
  const message = 'The address gives a web page, not the picture itself: name the address of the file.';
  return new Fault('url_not_a_file', message, { cause: error });
}

/** The same request is worth sending again only where all that is wrong may pass. */
function refuse(faults: readonly Fault[]): void {
  const fault = faults.find(({ permanent }) => permanent) ?? faults[0];
  if (fault === undefined) return;
  if (faults.length === 1) throw fault;
  const fields = faults.flatMap(({ fields }) => fields);
  const sentences = fields.map(({ field, message }) => ({ field, message: message.replace(/\.$/, '') }));
  throw fieldsFault(sentences.sort(byField), fault.code);
}

function byField(a: { field: string | undefined }, b: { field: string | undefined }): number {
  return `${a.field}`.localeCompare(`${b.field}`, 'en', { numeric: true });
}
