import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../server/session.ts';

/** For operators, where the address of their board is known. */
export function JobLink({ id }: { readonly id: string }) {
  const { data: me } = useQuery(meQuery);
  if (!me?.operator || me.boardUrl === null) return null;
  return (
    <a className="button job" href={`${me.boardUrl}/jobs/${id}`} target="_blank" rel="noreferrer">
      Job
    </a>
  );
}
