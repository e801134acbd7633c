import type { GenerationKind, GenerationRequest } from '@proofsheet/client';
import { type ColumnKey, columnsOf } from './columns.ts';
import type { Row } from './rows.ts';

/** What holds for all rows. */
export interface Settings {
  readonly kind: GenerationKind;
  readonly projectId: string | undefined;
  readonly variants: number;
}

/** How a cell names an image: by its id, by an address on the web, or as its file was called. */
export type ImageName = { readonly id: string } | { readonly url: string } | { readonly name: string };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function imagesIn(cell: string): ImageName[] {
  const names = cell.split(/\s*[\n|;]\s*/).map((name) => name.trim());
  return names
    .filter((name) => name !== '')
    .map((name) => {
      if (UUID.test(name)) return { id: name.toLowerCase() };
      return /^https?:\/\//i.test(name) ? { url: name } : { name };
    });
}

export function requestOf(
  row: Row,
  { kind, projectId, variants }: Settings,
  assetIds: readonly string[],
): GenerationRequest {
  const words = columnsOf(kind)
    .map(({ key }) => key)
    .filter((key) => key !== 'image' && key !== 'formats' && row[key].trim() !== '')
    .map((key) => [key, row[key].trim()]);
  const formats = formatsIn(row.formats);
  return {
    kind,
    copy: Object.fromEntries(words) as GenerationRequest['copy'],
    assets: assetIds.map((assetId) => ({ assetId })),
    variants,
    ...(projectId === undefined ? {} : { projectId }),
    ...(formats.length === 0 ? {} : { formats }),
  };
}

/** Names, presets and sizes such as 300x250, with commas or spaces between them. */
function formatsIn(cell: string): NonNullable<GenerationRequest['formats']> {
  const names = cell.split(/[\s,;|]+/).filter((name) => name !== '');
  return names.map((name) => {
    const [, width, height] = /^(\d{1,5})[x×](\d{1,5})$/i.exec(name) ?? [];
    return width && height ? { width: Number(width), height: Number(height) } : name.toLowerCase();
  }) as NonNullable<GenerationRequest['formats']>;
}

/** The cell that a field of a row's request comes from: /7/copy/headline. Undefined: it is of no cell. */
export function placeOf(pointer: string): { readonly index: number; readonly key: ColumnKey | undefined } {
  const [, index = '0', part, field] = pointer.split('/');
  const keys: Readonly<Record<string, ColumnKey>> = { assets: 'image', formats: 'formats', copy: 'headline' };
  const inCopy = columnsOf('AD').find(({ key }) => part === 'copy' && key === field)?.key;
  return { index: Number(index), key: inCopy ?? keys[part ?? ''] };
}
