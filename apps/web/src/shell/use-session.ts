import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { isSignedOut } from '../server/client.ts';
import { meQuery } from '../server/session.ts';

/**
 * The session may end, or become somebody else's, in another tab: whoever comes back to this one sees nothing that is not
 * theirs. Without a session the router leads to the sign-in.
 */
export function useSession(): void {
  const router = useRouter();
  const queries = useQueryClient();
  const { data, error } = useQuery({ ...meQuery, refetchOnWindowFocus: 'always' });
  const gone = isSignedOut(error);
  useEffect(() => {
    if (!gone) return;
    queries.clear();
    void router.invalidate();
  }, [gone, queries, router]);

  const seen = useRef(data?.userId);
  useEffect(() => {
    if (data === undefined || data.userId === seen.current) return;
    seen.current = data.userId;
    void queries.resetQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
  }, [data, queries]);
}
