import { Link, useLocation } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { ProgressBar } from 'react-aria-components';
import { overall } from '../uploads/overall.ts';

const PAGES = { order: '/create', images: '/images' } as const;

/** There while uploads are under way, on every page but the one that shows each of them. */
export function UploadsNote() {
  const { all, there, broken, share, list } = useSyncExternalStore(overall.subscribe, overall.now);
  const page = useLocation({ select: ({ pathname }) => pathname });
  if (all === 0 || page === PAGES[list]) return null;
  const coming = there + broken < all;
  return (
    <Link to={PAGES[list]} className="uploads-note">
      <span>{coming ? `Uploading ${there + 1} of ${all}` : `${broken} of ${all} did not arrive`}</span>
      {coming ? (
        <ProgressBar aria-label="All uploads" value={share * 100} className="progress">
          <span className="track">
            <span className="fill" style={{ inlineSize: `${share * 100}%` }} />
          </span>
        </ProgressBar>
      ) : null}
    </Link>
  );
}
