import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';

export function NotFoundPage() {
  return (
    <main className="alone">
      <NothingHere />
    </main>
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
