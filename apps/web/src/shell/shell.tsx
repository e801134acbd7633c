import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { useLive } from '../server/live.ts';
import { signOut } from '../server/session.ts';
import { ConnectionNote } from './connection-note.tsx';
import { useSession } from './use-session.ts';

/** What is around every page of somebody who is signed in. */
export function Shell() {
  useLive();
  useSession();
  const content = useFocusedPage();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        Skip to the content
      </a>
      <header className="bar">
        <Link to="/" className="wordmark" aria-label="Proofsheet, all pictures">
          <img src="/mark.svg" alt="" width="24" height="24" />
          <span>Proofsheet</span>
        </Link>
        <nav aria-label="Pages">
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }} className="tab">
            Pictures
          </Link>
          <Link to="/create" className="tab">
            Create
          </Link>
          <Link to="/keys" className="tab">
            Keys
          </Link>
        </nav>
        <SignOut />
      </header>
      <ConnectionNote />
      <main id="content" ref={content} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

/** A page that is gone takes the focus with it; what is read and where Tab goes on begins with the new one. */
function useFocusedPage() {
  const content = useRef<HTMLElement>(null);
  const page = useLocation({ select: ({ pathname }) => pathname });
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page) content.current?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return content;
}

function SignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leaving = useMutation({
    mutationFn: signOut,
    // Not later by itself: who reads that it failed may have gone.
    networkMode: 'always',
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <>
      {leaving.error ? (
        <span role="alert" className="bar-note">
          You are still signed in. {inWords(leaving.error)}
        </span>
      ) : null}
      <Button look="quiet" onPress={() => leaving.mutate()} isBusy={leaving.isPending}>
        Sign out
      </Button>
    </>
  );
}
