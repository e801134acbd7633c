import type { Ended, Output } from '@proofsheet/client';
import { fileExtension } from '@proofsheet/domain';

export const ROLES = ['person', 'product', 'logo', 'background'] as const;

/** Of a file on the web, which the server fetches itself. */
export function isAddress(name: string): boolean {
  return /^https?:\/\//i.test(name);
}

/** `01-square-spotlight.jpg`: its rank, the format and the template. */
export function fileNameOf({ index, format, template, mediaType }: Output): string {
  const words = [String(index + 1).padStart(2, '0'), format, template];
  return `${words.join('-').replaceAll(/[^a-z0-9-]/gi, '-')}.${fileExtension(mediaType)}`;
}

/** What became of a generation, where that is not all that was asked for. */
export function shortfall({ status, error, missing }: Pick<Ended, 'status' | 'error' | 'missing'>): string[] {
  const lines = missing.map(({ format, message, code }) => `Not made: ${format}: ${message} (${code})`);
  if (status === 'COMPLETED') return lines;
  return [`${status}${error ? `: ${error.message} (${error.code})` : ''}`, ...lines];
}

/** What a format is called, as an order has it: a name, or `640x480`. */
export function formatOf(given: string): string | { width: number; height: number } {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(given) ?? [];
  return width === undefined ? given : { width: Number(width), height: Number(height) };
}

export function mediaTypeOf(type: string | undefined): string | undefined {
  return type && `image/${type === 'jpg' ? 'jpeg' : type}`;
}

export function withoutGaps<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Fields>;
}
