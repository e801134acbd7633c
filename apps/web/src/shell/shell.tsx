import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { Button } from '../controls/button.tsx';
import { useLive } from '../server/live.ts';
import { signOut } from '../server/session.ts';
import { ConnectionNote } from './connection-note.tsx';

/** What is around every page of somebody who is signed in. */
export function Shell() {
  useLive();
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
      <main id="content" tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}

function SignOut() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const leave = async () => {
    await signOut();
    queries.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <Button look="quiet" onPress={leave}>
      Sign out
    </Button>
  );
}
