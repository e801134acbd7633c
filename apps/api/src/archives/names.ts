import type { ArchivedGeneration, ArchivedOutput } from '@proofsheet/database';
import { fileExtension } from '@proofsheet/domain';

/** What Windows takes in no name, what no eye sees, and what turns the order of letters around. */
const UNFIT = /[<>:"/\\|?*]|\p{C}|\p{Zl}|\p{Zp}/gu;
/** With the folder of the archive and the file, well below the 260 characters that Windows takes for a whole path. */
const LONGEST = 60;

/**
 * The folder of a generation: its headline as a name that every system takes, and the end of its id, by which no two are
 * the same, also where capitals do not count.
 */
export function folderOf({ id, headline }: Pick<ArchivedGeneration, 'id' | 'headline'>): string {
  return `${readable(headline) || 'picture'}-${id.slice(-12)}`;
}

/** The best variant comes first in a list that is sorted by names. */
export function fileOf({ index, format, mediaType }: ArchivedOutput): string {
  return `${`${index + 1}`.padStart(3, '0')}-${readable(format)}.${fileExtension(mediaType)}`;
}

function readable(text: string): string {
  const plain = text.normalize('NFC').replaceAll('*', '').replace(UNFIT, ' ').replace(/\s+/gu, ' ').trim();
  const short = Array.from(plain).slice(0, LONGEST).join('');
  return short.replace(/^[. ]+|[. ]+$/gu, '');
}
