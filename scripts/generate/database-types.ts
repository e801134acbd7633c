import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { migrateToLatest } from '@proofsheet/migrations';
import { startPostgres } from '@proofsheet/testkit';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

const root = resolve(import.meta.dirname, '../..');

/** Columns whose type the database cannot tell: enumerations kept by a CHECK, and what lies in the JSON. */
const COLUMNS = {
  'Asset.role': 'AssetRole',
  'Asset.status': 'Generated<AssetStatus>',
  'Asset.mediaType': 'UploadMediaType',
  'Asset.analysis': 'ColumnType<Analysis | null, string | null, string | null>',
  'Asset.error': 'ColumnType<{ code: string; message: string } | null, string | null, string | null>',
  'Generation.kind': 'GenerationKind',
  'Generation.status': 'Generated<GenerationStatus>',
  'Generation.spec': 'ColumnType<GenerationSpec, string, string>',
  'Generation.error': 'ColumnType<{ code: string; message: string } | null, string | null, string | null>',
  'Generation.metadata': 'ColumnType<Record<string, string>, string | undefined, string>',
  'GenerationAsset.role': 'AssetRole',
  'Output.kind': 'GenerationKind',
  'Output.mediaType': 'OutputMediaType',
  'Output.report': 'ColumnType<unknown, string, string>',
  'Event.type': 'EventType',
  'Event.data': 'ColumnType<Record<string, unknown>, string | undefined, string>',
};

const DOMAIN_TYPES =
  'Analysis, AssetRole, AssetStatus, EventType, GenerationKind, GenerationSpec, GenerationStatus, OutputMediaType, UploadMediaType';

/** TypeScript for the schema as the migrations make it, in a PostgreSQL started for it. */
export async function databaseTypes(): Promise<string> {
  const server = await startPostgres();
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-types-'));
  try {
    await migrate(server.url);
    const file = join(folder, 'schema.ts');
    const codegen = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js');
    const overrides = JSON.stringify({ columns: COLUMNS });
    const flags = [
      '--dialect=postgres',
      `--url=${server.url}`,
      `--out-file=${file}`,
      '--exclude-pattern=Proofsheet*',
      '--type-only-imports',
      '--log-level=error',
      `--overrides=${overrides}`,
    ];
    await promisify(execFile)(process.execPath, [codegen, ...flags], { cwd: root });
    const types = await readFile(file, 'utf8');
    return types.replace('import type', `import type { ${DOMAIN_TYPES} } from '@proofsheet/domain';\nimport type`);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await server.stop();
  }
}

async function migrate(url: string): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) });
  await migrateToLatest(db);
  await db.destroy();
}
