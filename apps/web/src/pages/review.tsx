import { ApiError } from '@proofsheet/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Failure } from '../controls/failure.tsx';
import { ReviewBoard } from '../reviews/review-board.tsx';
import { inWords } from '../server/client.ts';
import { openLink, reviewQuery, tokenInAddress, useLiveReview } from '../server/review.ts';
import { ConnectionNote } from '../shell/connection-note.tsx';
import '../styles/review.css';

/** A proof sheet for people without an account: whoever has its link looks, decides and comments. */
export function ReviewPage() {
  const { link } = useParams({ from: '/review/$link' });
  const opening = useOpened(link);
  const { data: sheet, error, refetch } = useQuery({ ...reviewQuery(link), enabled: opening.isOpen });
  useLiveReview(link, opening.isOpen && sheet !== undefined);
  const failed = opening.error ?? error;
  if (isOver(failed) || (failed && !sheet))
    return (
      <Alone>
        {isOver(failed) ? (
          <p role="alert">{inWords(failed)}</p>
        ) : (
          <Failure error={failed} again={opening.error ? opening.again : refetch} />
        )}
      </Alone>
    );
  if (!sheet) return <div className="quiet" role="status" aria-label="Loading" />;
  return (
    <div className="review">
      <ConnectionNote />
      <ReviewBoard sheet={sheet} />
    </div>
  );
}

/** The link's token is exchanged for a cookie, once; a browser that has that already needs no token. */
function useOpened(linkId: string) {
  const [token, setToken] = useState(tokenInAddress);
  const queries = useQueryClient();
  const { mutate, error, isSuccess } = useMutation({
    mutationFn: (given: string) => openLink(linkId, given),
    onSuccess: () => queries.invalidateQueries({ queryKey: reviewQuery(linkId).queryKey }),
  });
  const asked = useRef<string>(undefined);
  useEffect(() => {
    if (token && asked.current !== token) mutate(token);
    asked.current = token;
  }, [token, mutate]);
  // Who opens the link as a whole where this page already says so stays on it.
  useEffect(() => {
    const take = () => setToken((before) => tokenInAddress() ?? before);
    window.addEventListener('hashchange', take);
    return () => window.removeEventListener('hashchange', take);
  }, []);
  return { isOpen: token === undefined || isSuccess, error, again: () => token && mutate(token) };
}

/** Asking again changes nothing. */
function isOver(error: unknown): boolean {
  return error instanceof ApiError && [401, 404, 410].includes(error.status);
}

function Alone({ children }: { readonly children: ReactNode }) {
  return (
    <main className="alone">
      <title>Review · Proofsheet</title>
      <img src="/mark.svg" alt="" width="48" height="48" />
      <h1>These pictures are not shown</h1>
      {children}
    </main>
  );
}
