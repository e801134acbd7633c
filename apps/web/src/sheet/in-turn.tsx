import { type ReactNode, startTransition, useEffect, useState } from 'react';

interface InTurnProps {
  readonly children: ReactNode;
  /** Holds the place until then. */
  readonly before: ReactNode;
  /** After how many drawings it comes. */
  readonly drawings: number;
}

/**
 * One of a list that is drawn one after the other, so that the browser answers in between. `Later`, which stands around
 * whole pages, does not count: with this effect in it pages came back scrolled farther than they were left.
 */
export function InTurn({ children, before, drawings }: InTurnProps) {
  // What has come stays, also when it moves down the list.
  const [left, setLeft] = useState(drawings);
  useEffect(() => {
    if (left > 0) startTransition(() => setLeft(left - 1));
  }, [left]);
  return left > 0 ? before : children;
}
