import { execFileSync } from 'node:child_process';
import { type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** How to start a program of PostgreSQL: as the user of this process or, under root, as another one. */
export interface ServerAccount {
  /** Who owns the data, when that is not this process's own user. */
  readonly owner: { uid: number; gid: number } | undefined;
  command(program: string, args: readonly string[]): { file: string; args: string[]; uid?: number; gid?: number };
}

const OTHERS_MAY_PASS = 0o001;

/**
 * PostgreSQL refuses to run as root. Root therefore runs it as the owner of the data; the first time as `postgres`
 * where that account exists and as `nobody` where not, so no account is ever added to the machine.
 * A project below a private folder (/root is one) is out of reach for such an account: then it is given the one
 * capability that lets it pass, where the machine has `setpriv`.
 */
export function serverAccount(dataFolder: string, programs: readonly string[]): ServerAccount {
  if (process.getuid?.() !== 0) return { owner: undefined, command: (file, args) => ({ file, args: [...args] }) };

  const owner = ownerOf(dataFolder) ?? accountNamed('postgres') ?? accountNamed('nobody');
  if (!owner) throw new Error('PostgreSQL does not run as root, and neither "postgres" nor "nobody" exists here');
  const closed = [dirname(dataFolder), ...programs].map(firstClosedFolder).find((folder) => folder !== undefined);
  if (closed === undefined) return { owner, command: (file, args) => ({ file, args: [...args], ...owner }) };
  if (!hasSetpriv()) {
    throw new Error(
      `PostgreSQL does not run as root, and other accounts cannot enter ${closed}: ` +
        'put the project elsewhere, start as an ordinary user, or install setpriv (util-linux)',
    );
  }
  return {
    owner,
    command: (file, args) => ({ file: 'setpriv', args: [...passingEverywhere(owner), file, ...args] }),
  };
}

function passingEverywhere({ uid, gid }: { uid: number; gid: number }): string[] {
  const caps = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  return [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...caps];
}

function ownerOf(dataFolder: string): { uid: number; gid: number } | undefined {
  const stats: Stats | undefined = statSync(dataFolder, { throwIfNoEntry: false });
  return stats && stats.uid !== 0 ? { uid: stats.uid, gid: stats.gid } : undefined;
}

function accountNamed(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** The outermost folder on the way to a path that only its owner and group may enter. */
function firstClosedFolder(path: string): string | undefined {
  const folders: string[] = [];
  for (let folder = path; folder !== dirname(folder); folder = dirname(folder)) folders.unshift(folder);
  return folders.find((folder) => {
    const stats = statSync(folder, { throwIfNoEntry: false });
    return stats && (stats.mode & OTHERS_MAY_PASS) === 0;
  });
}

function hasSetpriv(): boolean {
  try {
    execFileSync('setpriv', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
