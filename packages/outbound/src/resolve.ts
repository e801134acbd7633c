import { lookup, Resolver } from 'node:dns/promises';
import { Fault } from '@proofsheet/domain';

/** All numeric addresses of a name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface ResolveOptions {
  /** Other name servers than the machine's. */
  readonly servers?: readonly string[];
  /** Names that only the machine knows, of its hosts file or a search domain, count too. */
  readonly local: boolean;
}

const ASK_MS = 2000;
const TRIES = 2;

/**
 * Asks name servers and not the machine's own lookup, which takes a thread of the pool that files and images need, too,
 * for as long as a stranger's server likes.
 */
export function resolveBy({ servers, local }: ResolveOptions): Resolve {
  const resolver = new Resolver({ timeout: ASK_MS, tries: TRIES });
  if (servers) resolver.setServers(servers);
  return async (hostname) => {
    const answers = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
    const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (addresses.length > 0) return addresses;
    if (local) return (await lookup(hostname, { all: true }).catch(() => [])).map(({ address }) => address);
    return [];
  };
}

export function nameNotFound(): Fault {
  return new Fault('url_unreachable', 'The name of the address cannot be found.');
}
