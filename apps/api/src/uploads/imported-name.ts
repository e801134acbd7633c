import type { IncomingHttpHeaders } from 'node:http';
import { textOf } from '@proofsheet/outbound';
import { decodeExtended, parseParameters } from './part-head.ts';

const LONGEST = 255;

/** What a file is called: as its server says, else by the end of its address. Nobody chose it, so none is refused. */
export function importedName(url: string, headers: IncomingHttpHeaders): string {
  const { parameters } = parseParameters(textOf(headers['content-disposition'] ?? '')) ?? {};
  const extended = parameters?.get('filename*');
  const said = (extended && decodeExtended(extended)) || parameters?.get('filename') || lastPart(url);
  const base = said.split(/[\\/]/).at(-1) ?? '';
  return (
    base
      .replaceAll(/\p{Cc}|\p{Cs}|\ufffd/gu, '')
      .slice(0, LONGEST)
      .toWellFormed()
      .trim() || 'unnamed'
  );
}

function lastPart(url: string): string {
  const part = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
