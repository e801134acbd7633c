import { type Download, type DownloadLimits, download } from './download.ts';
import { guardedAgent } from './guarded-agent.ts';
import type { Network } from './networks.ts';
import { resolveBy } from './resolve.ts';
import { type OutboundAnswer, type OutboundRequest, send } from './send.ts';
import { targetOf } from './target.ts';

/** HTTP to addresses that users name: none leads into the operator's own network unless the operator allows it. */
export interface Outbound {
  /** Refuses at once what an address shows to be wrong by itself. No name is looked up. */
  check(address: string): URL;
  /** One request to one address; redirects are not followed. */
  send(address: string, request: OutboundRequest): Promise<OutboundAnswer>;
  /** Gets a file, following redirects, as a stream. */
  download(address: string, limits: DownloadLimits): Promise<Download>;
  close(): Promise<void>;
}

export interface OutboundOptions {
  readonly allow?: readonly Network[] | undefined;
  /** Other name servers than the machine's. */
  readonly nameServers?: readonly string[];
}

export function openOutbound({ allow = [], nameServers }: OutboundOptions): Outbound {
  // Names that only the machine knows nearly always lead into its own network.
  const local = allow.length > 0 && nameServers === undefined;
  const resolve = resolveBy({ local, ...(nameServers ? { servers: nameServers } : {}) });
  const agent = guardedAgent(allow, resolve);
  return {
    check: (address) => targetOf(address, allow),
    send: async (address, request) => send(agent, targetOf(address, allow), request),
    download: async (address, limits) => download(agent, allow, targetOf(address, allow), limits),
    close: () => agent.destroy(),
  };
}
