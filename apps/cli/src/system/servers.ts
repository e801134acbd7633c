import { type Environment, readConfiguration, type Slice } from '@proofsheet/configuration';
import { connectDatabase, type Db, databaseSlice } from '@proofsheet/database';
import { serverVariables } from '@proofsheet/local-system';
import type { z } from 'zod';
import { CommandError } from '../command-error.ts';
import { runningIn } from './data-folder.ts';

/** Which system a command works on. */
export interface Target {
  /** The data folder of `proofsheet start`, used when the environment names no database. */
  readonly data: string;
  readonly env: Environment;
}

/**
 * Reads where the servers are: from the environment when DATABASE_URL is set, otherwise from what `proofsheet start`
 * has written into the data folder.
 */
export function readServers<Schemas extends Record<string, z.ZodObject>>(
  { data, env }: Target,
  slices: { readonly [Name in keyof Schemas]: Slice<Schemas[Name]> },
): { readonly [Name in keyof Schemas]: z.output<Schemas[Name]> } {
  return readConfiguration(slices, env.DATABASE_URL ? env : variablesOf(data));
}

/** Connects to the database for as long as the work takes. */
export async function withDatabase<T>(target: Target, work: (db: Db) => Promise<T>): Promise<T> {
  const db = connectDatabase(readServers(target, { database: databaseSlice }).database);
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

function variablesOf(data: string): Environment {
  const running = runningIn(data);
  if (!running?.database || !running.storage)
    throw new CommandError(`Nothing runs on ${data}. Start Proofsheet there first, or set DATABASE_URL.`);
  // On one machine the queue is in the database.
  const { database, storage } = running;
  return serverVariables({ databaseUrl: database, queueUrl: database, storage });
}
