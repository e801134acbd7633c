import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { startMigratedPostgres } from '@proofsheet/testkit/postgres';

const root = resolve(import.meta.dirname, '../..');

/**
 * Columns whose type the database does not know: words limited by a CHECK, and the contents of JSON. JSON is read as an
 * object and written as text, because pg would turn a JavaScript array into a PostgreSQL array.
 */
const COLUMNS = {
  'ApiKey.kind': 'Generated<KeyKind>',
  'Asset.role': 'AssetRole',
  'Asset.status': 'Generated<AssetStatus>',
  'Asset.mediaType': 'UploadMediaType',
  'Asset.analysis': 'ColumnType<Analysis | null, string | null | undefined, string | null>',
  'Asset.correction': 'ColumnType<Correction, string | undefined, string>',
  'Asset.handCutout': 'ColumnType<HandCutout | null, string | null | undefined, string | null>',
  'Asset.error': 'ColumnType<StoredError | null, string | null | undefined, string | null>',
  'AssetUpload.role': 'AssetRole',
  'AssetUpload.mediaType': 'UploadMediaType',
  'Batch.refused': 'ColumnType<RefusedRow[], string | undefined, string>',
  'Font.mediaType': 'FontMediaType',
  'Font.facts': 'ColumnType<FontFacts, string, string>',
  'Generation.kind': 'GenerationKind',
  'Generation.status': 'Generated<GenerationStatus>',
  'Generation.spec': 'ColumnType<GenerationSpec, string, string>',
  'Generation.error': 'ColumnType<StoredError | null, string | null | undefined, string | null>',
  'Generation.usage': 'ColumnType<Usage | null, string | null | undefined, string | null>',
  'Generation.missing': 'ColumnType<MissingOutput[], string | undefined, string>',
  'Generation.metadata': 'ColumnType<Record<string, string>, string | undefined, string>',
  'GenerationAsset.role': 'AssetRole',
  'Output.kind': 'GenerationKind',
  'Output.mediaType': 'OutputMediaType',
  'Output.report': 'ColumnType<unknown, string, string>',
  'Preview.kind': 'GenerationKind',
  'Preview.spec': 'ColumnType<GenerationSpec, string, string>',
  'Preview.assets': 'ColumnType<{ assetId: string; role: AssetRole }[], string, string>',
  'Preview.drawn': 'ColumnType<DrawnPreview | null, string | null | undefined, string | null>',
  'Preview.error': 'ColumnType<StoredError | null, string | null | undefined, string | null>',
  'Project.brand': 'ColumnType<ProjectBrand, string | undefined, string>',
  'IdempotencyKey.answer': 'ColumnType<KeptAnswer | null, string | null | undefined, string | null>',
  'WebhookDelivery.status': 'Generated<DeliveryStatus>',
  'WebhookEndpoint.disabledReason': 'DisabledReason | null',
  'WebhookEndpoint.events': 'EventType[] | null',
  'Event.type': 'EventType',
  'Event.data': 'ColumnType<Record<string, unknown>, string | undefined, string>',
};

/** kysely-codegen takes the column types above as they are, and imports nothing for them. */
const IMPORTS = `import type { Analysis, AssetRole, AssetStatus, Correction, EventType } from '@proofsheet/domain';
import type { FontFacts, FontMediaType, GenerationKind, GenerationSpec } from '@proofsheet/domain';
import type { GenerationStatus, MissingOutput, OutputMediaType, UploadMediaType } from '@proofsheet/domain';
import type { DeliveryStatus, DisabledReason, KeyKind } from '@proofsheet/domain';
import type { HandCutout, ProjectBrand, Usage } from '@proofsheet/domain';
import type { DrawnPreview, KeptAnswer, RefusedRow, StoredError } from './json-columns.ts';
`;

/** TypeScript types of the schema that the migrations make, read from a PostgreSQL started for it. */
export async function databaseTypes(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-types-'));
  const file = join(folder, 'schema.ts');
  const server = await startMigratedPostgres(folder);
  try {
    await promisify(execFile)(process.execPath, [
      join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect=postgres',
      `--url=${server.url}`,
      `--out-file=${file}`,
      '--exclude-pattern=Proofsheet*',
      '--type-only-imports',
      '--log-level=error',
      `--overrides=${JSON.stringify({ columns: COLUMNS })}`,
    ]);
    const types = await readFile(file, 'utf8');
    return types.replace(/^import /m, `${IMPORTS}import `);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
