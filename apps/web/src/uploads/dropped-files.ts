import type { DirectoryDropItem, DropItem } from 'react-aria-components';

const ADDRESSES = 'text/uri-list';
/** What systems and clouds leave in folders. */
const LEFT_BY_SYSTEMS = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/**
 * All files that were dropped, those in folders too, in any depth. What the browser cannot read, as what was moved away
 * meanwhile, comes as an empty file of its name: the others come, and it is told of.
 */
export async function droppedFiles(items: Iterable<DropItem>): Promise<File[]> {
  const found = await Promise.all([...items].map(filesOf));
  return found.flat();
}

/** Of images that were dragged out of other pages, where the browser gives no file. */
export async function droppedAddresses(items: Iterable<DropItem>): Promise<string[]> {
  const lists = [...items].flatMap((item) => (item.kind === 'text' && item.types.has(ADDRESSES) ? item : []));
  const texts = await Promise.all(lists.map((item) => item.getText(ADDRESSES)));
  // Lines that begin so are remarks: RFC 2483.
  const lines = texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => /^https?:\/\//i.test(line));
  return [...new Set(lines)];
}

/** The last part of an address, as a file would be called. */
export function nameIn(address: string): string {
  const last = new URL(address).pathname.split('/').at(-1) ?? '';
  return last === '' ? new URL(address).host : last;
}

async function filesOf(item: DropItem): Promise<File[]> {
  if (item.kind === 'directory') return filesIn(item);
  return item.kind === 'file' ? [await item.getFile().catch(() => unread(item.name))] : [];
}

async function filesIn(folder: DirectoryDropItem): Promise<File[]> {
  const files: File[] = [];
  try {
    for await (const entry of folder.getEntries()) {
      if (LEFT_BY_SYSTEMS.test(entry.name)) continue;
      files.push(...(await filesOf(entry)));
    }
  } catch {
    files.push(unread(`${folder.name}/…`));
  }
  return files;
}

function unread(name: string): File {
  return new File([], name);
}
