import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Wordmark } from '../shell/wordmark.tsx';

/** Of an address that names no page: also for who is not signed in. */
export function NotFoundPage() {
  return (
    <div className="shell">
      <header className="bar">
        <Wordmark />
      </header>
      <main>
        <NothingHere />
      </main>
    </div>
  );
}

/** In place of a page, or of what it showed. */
export function NothingHere() {
  // What was deleted while somebody was in it has taken the focus along.
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById('content')?.focus({ preventScroll: true });
  }, []);
  return (
    <div className="empty">
      <title>No such page · Proofsheet</title>
      <h1>There is no such page</h1>
      <p>
        It may have been deleted. <Link to="/">Go to all pictures</Link>
      </p>
    </div>
  );
}
