import { Link } from '@tanstack/react-router';

export function NotFoundPage() {
  return (
    <main className="alone">
      <NothingHere />
    </main>
  );
}

/** In place of a page, or of what it showed. */
export function NothingHere() {
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
