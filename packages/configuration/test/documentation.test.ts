import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { API_SLICES } from '../../../apps/api/src/configuration.ts';
import { MIGRATE_SLICES } from '../../../apps/cli/src/commands/migrate.ts';
import { WORKER_SLICES } from '../../../apps/worker/src/configuration.ts';
import type { Slice } from '../src/index.ts';

/** Folders of this repository are documented from here. */
const ROOT = `${join(import.meta.dirname, '../../..')}/`;

const slices: readonly Slice[] = Object.values({ ...API_SLICES, ...WORKER_SLICES, ...MIGRATE_SLICES });

/** Every variable that API, worker or migrate reads, with its default as the documentation writes it. */
const READ = new Map(
  slices.flatMap(({ schema, variables }) =>
    Object.entries(variables).map(([setting, variable]) => [variable, asDocumented(schema.shape[setting])] as const),
  ),
);

function asDocumented(schema: Slice['schema']['shape'][string] | undefined): string {
  const left = schema?.safeParse(undefined);
  if (!left?.success) return 'needed';
  if (left.data === undefined || left.data === false) return 'none';
  if (left.data === tmpdir()) return "the system's";
  return `\`${`${left.data}`.replace(ROOT, '')}\``;
}

/** The variables in the table of docs/running.md, with their defaults. */
function documented(): Map<string, string> {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/running.md'), 'utf8');
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', , fallback = ''] = row.split(/(?<!\\)\|/).map((cell) => cell.trim());
      const variables = [...names.matchAll(/`([A-Z0-9_]+)`/g)].map(([, name = '']) => name);
      const defaults = fallback.split(', ');
      return variables.map((variable, index) => [variable, defaults[index] ?? defaults[0] ?? ''] as const);
    }),
  );
}

test('docs/running.md names every variable that API, worker and migrate read, and no other, each with its default', () => {
  const sorted = (map: Map<string, string>) => [...map].toSorted(([one], [other]) => one.localeCompare(other));
  expect(sorted(documented())).toEqual(sorted(READ));
});
