import type { SeenComment } from '@proofsheet/client';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { CommentForm } from './comment-form.tsx';
import { CommentItem } from './comment-item.tsx';
import type { Reviewer } from './use-reviewer.ts';

export interface SeenCommentsProps {
  readonly comments: readonly SeenComment[];
  readonly chosen: string | undefined;
  readonly reviewer: Reviewer;
  readonly onChoose: (id: string) => void;
}

/** What reviewers said of a picture; each changes and deletes their own. */
export function SeenComments({ comments, chosen, reviewer, onChoose }: SeenCommentsProps) {
  const [edited, setEdited] = useState<string>();
  const { saying, say } = reviewer;
  const editing = saying.variables?.said.does === 'edit';
  return (
    <ol className="comments">
      {comments.map((comment) => {
        const { id, number, text, own } = comment;
        const editor = (
          <CommentForm
            label={`Comment ${number}`}
            says="Save"
            initial={text}
            takesFocus
            isBusy={saying.isPending && editing}
            wrong={saying.error && editing ? inWords(saying.error) : undefined}
            onSay={(changed) => say({ does: 'edit', commentId: id, text: changed }, () => setEdited(undefined))}
          >
            <Button look="quiet" onPress={() => setEdited(undefined)}>
              Cancel
            </Button>
          </CommentForm>
        );
        return (
          <CommentItem
            key={id}
            comment={comment}
            isChosen={chosen === id}
            onChoose={() => onChoose(id)}
            editor={edited === id ? editor : undefined}
          >
            {own && edited !== id ? (
              <div className="comment-actions">
                <Button look="quiet" aria-label={`Change comment ${number}`} onPress={() => setEdited(id)}>
                  Change
                </Button>
                <Button
                  look="quiet"
                  aria-label={`Delete comment ${number}`}
                  isBusy={saying.isPending}
                  onPress={() => say({ does: 'remove', commentId: id })}
                >
                  Delete
                </Button>
              </div>
            ) : null}
          </CommentItem>
        );
      })}
    </ol>
  );
}
