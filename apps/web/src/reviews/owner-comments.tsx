import type { ReviewComment } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../controls/button.tsx';
import { Question } from '../controls/question.tsx';
import { inWords, server } from '../server/client.ts';
import { reviewsQuery } from '../server/reviews.ts';
import { CommentItem } from './comment-item.tsx';

export interface OwnerCommentsProps {
  readonly generationId: string;
  readonly comments: readonly ReviewComment[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** What was said of a picture; what is done is marked so. */
export function OwnerComments({ generationId, comments, chosen, onChoose }: OwnerCommentsProps) {
  const queries = useQueryClient();
  const resolve = useMutation({
    mutationFn: ({ id, resolvedAt }: ReviewComment) => server.reviews.resolve(id, resolvedAt === null),
    onSettled: () => queries.invalidateQueries({ queryKey: reviewsQuery(generationId).queryKey }),
  });
  if (comments.length === 0) return null;
  return (
    <ol className="comments">
      {comments.map((comment) => (
        <CommentItem
          key={comment.id}
          comment={comment}
          about={comment.link}
          isChosen={chosen === comment.id}
          onChoose={() => onChoose(comment.id)}
        >
          <div className="comment-actions">
            {resolve.error && resolve.variables.id === comment.id ? (
              <span role="alert">{inWords(resolve.error)}</span>
            ) : null}
            <Button
              look="quiet"
              aria-label={`${comment.resolvedAt ? 'Not done after all' : 'Mark as done'}: comment ${comment.number}`}
              isBusy={resolve.isPending && resolve.variables.id === comment.id}
              onPress={() => resolve.mutate(comment)}
            >
              {comment.resolvedAt ? 'Not done after all' : 'Mark as done'}
            </Button>
            <DeleteComment generationId={generationId} comment={comment} />
          </div>
        </CommentItem>
      ))}
    </ol>
  );
}

function DeleteComment({ generationId, comment }: { readonly generationId: string; readonly comment: ReviewComment }) {
  const queries = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => server.reviews.deleteComment(comment.id),
    onSettled: () => queries.invalidateQueries({ queryKey: reviewsQuery(generationId).queryKey }),
  });
  return (
    <Question
      trigger={
        <Button look="quiet" aria-label={`Delete comment ${comment.number}`}>
          Delete
        </Button>
      }
      title={
        <>
          Delete the comment of <bdi>{comment.reviewer}</bdi>?
        </>
      }
      yes="Delete"
      no="Keep it"
      error={deleting.error}
      isBusy={deleting.isPending}
      onYes={() => deleting.mutate()}
    >
      <p>They no longer see it either.</p>
    </Question>
  );
}
