import type { ReviewPin } from '@proofsheet/client';
import { useEffect, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { Placeholder } from '../grid/placeholder.tsx';
import { DraftPin } from './draft-pin.tsx';
import { pinnedAt, proportionsOf } from './geometry.ts';

export interface Pinned {
  readonly id: string;
  readonly number: number;
  readonly reviewer: string;
  readonly at: ReviewPin | null;
}

export interface PinnedPictureProps {
  readonly src: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly placeholder: string;
  readonly comments: readonly Pinned[];
  /** The comment that is looked at. */
  readonly chosen?: string | undefined;
  readonly onChoose?: ((id: string) => void) | undefined;
  /** Where a comment is about to be pinned. */
  readonly draft?: ReviewPin | undefined;
  /** Left out, nothing is pinned here. */
  readonly onDraft?: ((at: ReviewPin) => void) | undefined;
  /** Where Enter on the draft leads. */
  readonly onPlaced?: (() => void) | undefined;
}

/** A picture with its comments where they are pinned, numbered. A press anywhere else on it begins another one. */
export function PinnedPicture(props: PinnedPictureProps) {
  const { src, alt, width, height, placeholder, comments, chosen, onChoose, draft, onDraft, onPlaced } = props;
  const [shown, setShown] = useState<string>();
  const byKeyboard = useRef(false);
  return (
    <div className="pinned" style={{ ...proportionsOf({ width, height }), maxWidth: width }}>
      <Placeholder thumbhash={placeholder} covered={shown === src} />
      <img
        className={shown === src ? 'shown' : 'coming'}
        alt={alt}
        {...{ src, width, height }}
        decoding="async"
        draggable={false}
        onLoad={() => setShown(src)}
      />
      {onDraft ? (
        <Button
          className="pin-area"
          aria-label="Comment on a place of the picture"
          onPress={({ x, y, target, pointerType }) => {
            const area = target.getBoundingClientRect();
            byKeyboard.current = pointerType === 'keyboard' || pointerType === 'virtual';
            onDraft({ x: shareOf(x, area.width), y: shareOf(y, area.height) });
          }}
        />
      ) : null}
      {comments.map(({ id, number, reviewer, at }) =>
        at ? (
          <Button
            key={id}
            className={chosen === id ? 'pin chosen' : 'pin'}
            {...pinnedAt(at)}
            aria-label={`Comment ${number} by ${reviewer}`}
            onPress={() => onChoose?.(id)}
          >
            {number}
          </Button>
        ) : null,
      )}
      {draft && onDraft ? (
        <DraftPin at={draft} takesFocus={byKeyboard.current} onMove={onDraft} onPlaced={onPlaced} />
      ) : null}
    </div>
  );
}

function shareOf(position: number, whole: number): number {
  const share = whole === 0 ? 0.5 : position / whole;
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;
}

/** Comes into view when it becomes the one that is looked at. */
export function useIntoView(isChosen: boolean) {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return element;
}
