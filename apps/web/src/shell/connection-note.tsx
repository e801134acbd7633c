import { onlineManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { server } from '../server/client.ts';
import { useReachable } from '../server/reachable.ts';

/** How long until a server that was away is asked again. */
export const PROBE_MS = 3_000;

/** There while the machine has no network, or the server does not answer; what is open is asked for anew afterwards. */
export function ConnectionNote() {
  const online = useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );
  const reachable = useReachable();
  useHealing(online, reachable);
  return (
    <div role="status" className="connection">
      {noteOf(online, reachable)}
    </div>
  );
}

function noteOf(online: boolean, reachable: boolean): string | null {
  if (!online) return 'You are offline. What you see may be old; it goes on by itself when the connection is back.';
  if (!reachable)
    return 'The server does not answer. What you see may be old; it goes on by itself when the server is back.';
  return null;
}

/** Asks until there is an answer. Whatever failed meanwhile, or was told by an event that nobody heard, comes then. */
function useHealing(online: boolean, reachable: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (reachable || !online) return;
    const ask = () => server.call({ method: 'GET', path: '/healthz', timeoutMs: PROBE_MS }).catch(() => undefined);
    const asking = setInterval(ask, PROBE_MS);
    return () => clearInterval(asking);
  }, [online, reachable]);

  const before = useRef(reachable);
  useEffect(() => {
    if (reachable && !before.current) void queries.invalidateQueries();
    before.current = reachable;
  }, [queries, reachable]);
}
