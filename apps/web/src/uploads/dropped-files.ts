import type { DirectoryDropItem, DropItem } from 'react-aria-components';

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
