import type { ReviewDecision, ReviewPin, ReviewSheet } from '@proofsheet/client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { server } from '../server/client.ts';
import { keepSheet, reviewQuery } from '../server/review.ts';
import { useSending } from '../server/use-sending.ts';

export type Saying =
  | { readonly does: 'decide'; readonly outputId: string; readonly decision: ReviewDecision | null }
  | { readonly does: 'comment'; readonly outputId: string; readonly text: string; readonly at: ReviewPin | null }
  | { readonly does: 'edit'; readonly commentId: string; readonly text: string }
  | { readonly does: 'remove'; readonly commentId: string };

/** What somebody says by a link. What needs a name waits until it is known. */
export function useReviewer({ id, reviewer }: ReviewSheet) {
  const queries = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const [waiting, setWaiting] = useState<(name: string) => void>();
  const name = chosen ?? reviewer;
  const saying = useSending({
    mutationFn: ({ said, name }: { said: Saying; name: string }) => send(id, said, name),
    onSuccess: (sheet) => keepSheet(queries, sheet),
    // What it failed by may be of the whole link.
    onError: () => queries.invalidateQueries({ queryKey: reviewQuery(id).queryKey }),
  });
  return {
    name,
    saying,
    say(said: Saying, done?: () => void): void {
      const go = (as: string) => saying.mutate({ said, name: as }, { onSuccess: () => done?.() });
      if (name === null) setWaiting(() => go);
      else go(name);
    },
    /** Whether a decision on it is under way. */
    isDeciding(outputId: string): boolean {
      const said = saying.isPending ? saying.variables.said : undefined;
      return said?.does === 'decide' && said.outputId === outputId;
    },
    /** Whether the name is asked for just now. */
    isAsking: waiting !== undefined,
    ask: () => setWaiting(() => () => {}),
    answer(given: string): void {
      setChosen(given);
      waiting?.(given);
      setWaiting(undefined);
    },
    dismiss: () => setWaiting(undefined),
  };
}

export type Reviewer = ReturnType<typeof useReviewer>;

function send(linkId: string, said: Saying, name: string): Promise<ReviewSheet> {
  const reviewer = server.reviewer(linkId);
  switch (said.does) {
    case 'decide':
      return reviewer.decide(said.outputId, { name, decision: said.decision });
    case 'comment':
      return reviewer.comment(said.outputId, { name, text: said.text, at: said.at });
    case 'edit':
      return reviewer.edit(said.commentId, said.text);
    case 'remove':
      return reviewer.remove(said.commentId);
  }
}
