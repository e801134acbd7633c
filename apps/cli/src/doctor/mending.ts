import { Fault, type OutageReason } from '@proofsheet/domain';
import { errorLine } from '../terminal/error-line.ts';

export type Server = 'database' | 'queue' | 'storage' | 'delivery';

/** The variables of a server, as the page on running names them. */
const VARIABLES: Record<Server, string> = {
  database: 'DATABASE_URL',
  queue: 'QUEUE_URL',
  storage: 'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY and S3_SECRET_KEY',
  delivery: 'DELIVERY_BUCKETS',
};

const MENDING: Record<OutageReason, (server: Server) => string> = {
  refused: (server) => `Start it, or correct ${VARIABLES[server]}: nothing answers there.`,
  unreachable: (server) => `Correct the name in ${VARIABLES[server]}, or the network between.`,
  timeout: () => 'Look at its load and its log, and at firewalls between.',
  certificate: (server) => `Give its authority's certificate, or correct the name, in ${VARIABLES[server]}.`,
  password: (server) => `Correct name and password in ${VARIABLES[server]}.`,
  permission: (server) =>
    server === 'database'
      ? 'Give the user of DATABASE_URL the tables of Proofsheet: SELECT, INSERT, UPDATE and DELETE.'
      : `Allow what ${VARIABLES[server]} name to read, write, list and delete.`,
  full: () => 'Give it more room: disk, memory or connections, as its log says.',
  missing: (server) =>
    server === 'delivery'
      ? 'Make the bucket, or correct its name and region.'
      : 'Run the command migrate, which makes it.',
  schema: () => 'Run the command migrate.',
  starting: () => 'Wait: it is not done starting.',
  readonly: (server) => `Name the primary in ${VARIABLES[server]}: this one takes no writes.`,
  clock: () => 'Set the clocks by NTP, on this machine and on that one.',
  other: () => 'Look at its log.',
};

/** What is wrong, and how to mend it. */
export function mending(error: unknown, server: Server): { readonly found: string; readonly mend: string } {
  const reason = error instanceof Fault ? (error.reason ?? 'other') : 'other';
  return { found: errorLine(error), mend: MENDING[reason](server) };
}
