import { randomUUID } from 'node:crypto';
import { connectDatabase, type Db } from '@proofsheet/database';
import { migrateToLatest } from '@proofsheet/migrations';
import { Client } from 'pg';
import { inject } from 'vitest';
import './provided.ts';

/** The migrated database that every test database is cloned from: cloning takes a tenth of migrating. */
const TEMPLATE = 'proofsheet_template';

/** Makes the template; called once a test run. */
export async function makeTemplateDatabase(serverUrl: string): Promise<void> {
  await asSuperuser(serverUrl, `create database ${TEMPLATE}`);
  const db = connectDatabase({ url: databaseUrl(serverUrl, TEMPLATE) });
  await migrateToLatest(db);
  await db.destroy();
}

export interface TestDatabase {
  readonly db: Db;
  readonly url: string;
}

/** A fresh, migrated database of its own. End it with `db.destroy()`; the server goes with the test run. */
export async function testDatabase(): Promise<TestDatabase> {
  const url = await createDatabase(`template ${TEMPLATE}`);
  return { db: connectDatabase({ url }), url };
}

/** A database without a table. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const url = await createDatabase('');
  return { db: connectDatabase({ url }), url };
}

async function createDatabase(options: string): Promise<string> {
  const serverUrl = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(serverUrl, `create database ${name} ${options}`);
  return databaseUrl(serverUrl, name);
}

async function asSuperuser(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = name;
  return url.href;
}
