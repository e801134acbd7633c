import { Link } from '@tanstack/react-router';

export function NotFoundPage() {
  return (
    <main className="alone">
      <h1>There is no such page</h1>
      <p>
        It may have been deleted. <Link to="/">Go to all pictures</Link>
      </p>
    </main>
  );
}
