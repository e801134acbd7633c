import type { ReviewLink } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../controls/button.tsx';
import { inWords, server } from '../server/client.ts';
import { serverTime } from '../server/clock.ts';
import { reviewLinksQuery } from '../server/reviews.ts';

/** One link, with how long it works; it can be taken back. */
export function ReviewLinkRow({ link }: { readonly link: ReviewLink }) {
  const { id, generationId, name, allowDownload, expiresAt, revokedAt } = link;
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => server.reviews.revoke(id),
    onSuccess: () => queries.invalidateQueries({ queryKey: reviewLinksQuery(generationId).queryKey }),
  });
  const expired = new Date(expiresAt) <= serverTime();
  const state = revokedAt ? 'revoked' : expired ? `expired ${day(expiresAt)}` : `until ${day(expiresAt)}`;
  return (
    <li>
      <span>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span className="facts">{[state, allowDownload ? 'with downloads' : 'for looking'].join(' · ')}</span>
        {revoke.error ? <span role="alert">{inWords(revoke.error)}</span> : null}
      </span>
      {revokedAt || expired ? null : (
        <Button aria-label={`Revoke ${name}`} isBusy={revoke.isPending} onPress={() => revoke.mutate()}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function day(time: string): string {
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
