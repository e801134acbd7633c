import type { RawRow } from './raw-row.ts';

/** One JSON value in each line that is not empty. A line that is none is a row that is refused. */
export function rowsOfNdjson(text: string): RawRow[] {
  return text
    .replace(/^\ufeff/, '')
    .split('\n')
    .flatMap((content, index): RawRow[] => {
      const line = index + 1;
      if (content.trim() === '') return [];
      try {
        return [{ line, value: JSON.parse(content) }];
      } catch {
        return [{ line, problem: 'is not valid JSON' }];
      }
    });
}
