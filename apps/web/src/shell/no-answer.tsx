import { ConnectionError } from '@proofsheet/client';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Failure } from '../controls/failure.tsx';
import { server } from '../server/client.ts';
import { PROBE_MS } from './connection-note.tsx';

/**
 * In place of all pages while it is not known who is there; it goes on by itself once the server answers. Also for who sent so
 * many keys that are no longer good, as all pictures of a page do, that the server says to wait.
 */
export function NoAnswer({ error }: { readonly error: unknown }) {
  const router = useRouter();
  const isAway = error instanceof ConnectionError;
  useEffect(() => {
    if (!isAway) return;
    const ask = () =>
      server.call({ method: 'GET', path: '/healthz', timeoutMs: PROBE_MS }).then(
        () => router.invalidate(),
        () => undefined,
      );
    const asking = setInterval(ask, PROBE_MS);
    return () => clearInterval(asking);
  }, [isAway, router]);
  return (
    <main className="alone">
      <h1>Proofsheet</h1>
      <Failure error={error} again={() => location.reload()} />
      {isAway ? null : <Link to="/sign-in">Sign in anew</Link>}
    </main>
  );
}
