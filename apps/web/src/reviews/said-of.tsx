import { useQuery } from '@tanstack/react-query';
import { Check, MessageSquare, X } from 'lucide-react';
import { reviewsQuery } from '../server/reviews.ts';

interface SaidOfProps {
  readonly generationId: string;
  readonly outputId: string;
}

/** How many approved and rejected a picture, and what is still to be done about it: what they said stands below all of them. */
export function SaidOf({ generationId, outputId }: SaidOfProps) {
  const { data: reviews } = useQuery(reviewsQuery(generationId));
  if (!reviews) return null;
  const decisions = reviews.decisions.filter((one) => one.outputId === outputId);
  const open = reviews.comments.filter((one) => one.outputId === outputId && one.resolvedAt === null);
  const by = (decision: 'APPROVED' | 'REJECTED') =>
    decisions.filter((one) => one.decision === decision).map(({ reviewer }) => reviewer);
  const said = [
    { Icon: Check, look: 'good', words: 'approved', names: by('APPROVED') },
    { Icon: X, look: 'poor', words: 'rejected', names: by('REJECTED') },
    { Icon: MessageSquare, look: 'quiet', words: 'to be done', names: open.map(({ reviewer }) => reviewer) },
  ].filter(({ names }) => names.length > 0);
  if (said.length === 0) return null;
  return (
    <span className="said-line">
      {said.map(({ Icon, look, words, names }) => (
        <span key={words} className={`said ${look}`} title={[...new Set(names)].join(', ')}>
          <Icon aria-hidden size={14} strokeWidth={2.5} />
          {names.length} {words}
        </span>
      ))}
    </span>
  );
}

/** How many comments of an order are still to be done, where there are any. */
export function OpenComments({ generationId }: Pick<SaidOfProps, 'generationId'>) {
  const { data: reviews } = useQuery(reviewsQuery(generationId));
  const open = reviews?.comments.filter(({ resolvedAt }) => resolvedAt === null).length ?? 0;
  if (open === 0) return null;
  return (
    <span className="open-comments">
      {open}
      <span className="unseen"> {open === 1 ? 'comment' : 'comments'} to be done</span>
    </span>
  );
}
