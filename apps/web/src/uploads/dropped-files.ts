import type { DirectoryDropItem, DropItem } from 'react-aria-components';

/** What systems and clouds leave in folders. */
const LEFT_BY_SYSTEMS = /^(\..*|thumbs\.db|desktop\.ini)$/i;

/** All files that were dropped, those in folders too, in any depth. */
export async function droppedFiles(items: Iterable<DropItem>): Promise<File[]> {
  const found = await Promise.all([...items].map(filesOf));
  return found.flat();
}

async function filesOf(item: DropItem): Promise<File[]> {
  if (item.kind === 'file') return [await item.getFile()];
  return item.kind === 'directory' ? filesIn(item) : [];
}

async function filesIn(folder: DirectoryDropItem): Promise<File[]> {
  const files: File[] = [];
  for await (const entry of folder.getEntries()) {
    if (LEFT_BY_SYSTEMS.test(entry.name)) continue;
    files.push(...(await filesOf(entry)));
  }
  return files;
}
