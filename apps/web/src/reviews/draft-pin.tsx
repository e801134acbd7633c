import type { ReviewPin } from '@proofsheet/client';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { pinnedAt } from './geometry.ts';

const STEP = 0.01;
const LEAP = 0.1;

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface DraftPinProps {
  readonly at: ReviewPin;
  /** Of who placed it by keyboard, and goes on moving it so. */
  readonly takesFocus: boolean;
  readonly onMove: (at: ReviewPin) => void;
  readonly onPlaced?: (() => void) | undefined;
}

/** The pin of a comment that is being written: arrow keys move it, Enter leads to the words. */
export function DraftPin({ at, takesFocus, onMove, onPlaced }: DraftPinProps) {
  const pin = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (takesFocus) pin.current?.focus();
  }, [takesFocus]);

  function press(event: KeyboardEvent): void {
    const move = MOVES[event.key];
    if (event.key === 'Enter') onPlaced?.();
    else if (move) {
      const step = event.shiftKey ? LEAP : STEP;
      onMove({ x: within(at.x + move[0] * step), y: within(at.y + move[1] * step) });
    } else return;
    event.preventDefault();
  }

  return (
    <span
      ref={pin}
      className="pin draft"
      {...pinnedAt(at)}
      role="slider"
      tabIndex={0}
      aria-label="Place of your comment. Arrow keys move it, Enter goes on to the words."
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent(at.x)}
      aria-valuetext={`${percent(at.x)} % from the left, ${percent(at.y)} % from the top`}
      onKeyDown={press}
    >
      +
    </span>
  );
}

function within(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 10_000;
}

const percent = (share: number) => Math.round(share * 100);
