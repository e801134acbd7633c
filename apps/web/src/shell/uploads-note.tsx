import { Link, useLocation } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { ProgressBar } from 'react-aria-components';
import { overall } from '../uploads/overall.ts';

/** There while uploads are under way, on every page but the one that shows each of them. */
export function UploadsNote() {
  const { all, there, broken, share, list } = useSyncExternalStore(overall.subscribe, overall.now);
  const page = useLocation({ select: ({ pathname }) => pathname });
  const shown = list === 'order' ? '/create' : `/${list}`;
  if (all === 0 || page === shown) return null;
  const coming = there + broken < all;
  return (
    <Link to={shown} className="uploads-note">
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
