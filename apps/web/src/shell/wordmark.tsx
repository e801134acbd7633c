import { Link } from '@tanstack/react-router';

/** The way to all pictures from every page. */
export function Wordmark() {
  return (
    <Link to="/" className="wordmark" aria-label="Proofsheet, all pictures">
      <img src="/mark.svg" alt="" width="24" height="24" />
      <span>Proofsheet</span>
    </Link>
  );
}
