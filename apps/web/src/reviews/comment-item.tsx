import type { SeenComment } from '@proofsheet/client';
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useIntoView } from './pinned-picture.tsx';

export interface CommentItemProps {
  readonly comment: Omit<SeenComment, 'own'>;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  /** What is known of where it comes from. */
  readonly about?: string | undefined;
  /** In place of its words, while these are changed. */
  readonly editor?: ReactNode;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** A stranger's words: plain text, in the direction that it is written in, and never beyond its box. */
export function CommentItem({ comment, isChosen, onChoose, about, editor, children }: CommentItemProps) {
  const { number, reviewer, text, at, createdAt, editedAt, resolvedAt } = comment;
  const item = useIntoView(isChosen);
  const facts = [momentOf(createdAt), editedAt ? 'changed' : undefined].filter(Boolean).join(' · ');
  return (
    <li ref={item} className={['comment', isChosen && 'chosen', resolvedAt && 'resolved'].filter(Boolean).join(' ')}>
      {at ? (
        <Button className="pin in-list" aria-label={`Show the place of comment ${number}`} onPress={onChoose}>
          {number}
        </Button>
      ) : (
        <span className="pin in-list whole" title="On the picture as a whole">
          {number}
        </span>
      )}
      <div className="comment-body">
        <p className="comment-head">
          <bdi>{reviewer}</bdi>
          {about ? (
            <span className="facts">
              <bdi>{about}</bdi> ·
            </span>
          ) : null}
          <span className="facts">{facts}</span>
          {resolvedAt ? <span className="done">Done</span> : null}
        </p>
        {editor ?? (
          <p className="comment-text" dir="auto">
            {text}
          </p>
        )}
        {children}
      </div>
    </li>
  );
}

function momentOf(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
