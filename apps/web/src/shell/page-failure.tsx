import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Failure } from '../controls/failure.tsx';
import { server } from '../server/client.ts';
import { MissingCode } from '../server/page-code.ts';
import { PROBE_MS } from './connection-note.tsx';

/** In place of one page that failed; the way to the others stays. Its code is asked for until it is there. */
export function PageFailure({ error }: ErrorComponentProps) {
  const router = useRouter();
  const isMissing = error instanceof MissingCode;
  useEffect(() => {
    if (!isMissing) return;
    const asking = setInterval(() => void fetchAgain(router), PROBE_MS);
    return () => clearInterval(asking);
  }, [isMissing, router]);
  return (
    <div className="empty">
      <title>Not loaded · Proofsheet</title>
      <h1>This page could not be shown</h1>
      <Failure error={error} again={() => (isMissing ? void fetchAgain(router) : location.reload())} />
    </div>
  );
}

/** The same around which there are no other pages. */
export function PageAloneFailure(props: ErrorComponentProps) {
  return (
    <main className="alone">
      <PageFailure {...props} />
    </main>
  );
}

const RELOADED_KEY = 'proofsheet.reloaded';
/** The page whose code was asked for a second time. */
let askedAgain: string | undefined;

/**
 * Once the server answers. Where it has no such code it runs a newer version: then the whole document comes anew, once, and not
 * before, as without a server there would be none.
 */
async function fetchAgain(router: ReturnType<typeof useRouter>): Promise<void> {
  const page = location.pathname;
  try {
    await server.call({ method: 'GET', path: '/healthz', timeoutMs: PROBE_MS });
  } catch {
    return;
  }
  if (askedAgain !== page) {
    askedAgain = page;
    await router.invalidate();
  } else if (sessionStorage.getItem(RELOADED_KEY) !== page) {
    sessionStorage.setItem(RELOADED_KEY, page);
    location.reload();
  }
}
