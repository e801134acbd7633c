import { type ReactNode, startTransition, useEffect, useState } from 'react';

interface LaterProps {
  readonly children: ReactNode;
  /** Holds the place until then. */
  readonly before?: ReactNode;
  /** After how many drawings it comes: of a list one after the other. */
  readonly drawings?: number;
}

/**
 * Comes right after what stands around it, in a drawing of its own. A page that is put into the document all at once
 * leaves no moment in between for who already types or scrolls.
 */
export function Later({ children, before = null, drawings = 1 }: LaterProps) {
  // What has come stays, also when it moves down the list.
  const [left, setLeft] = useState(drawings);
  // No deferred value: those within one another come together.
  useEffect(() => {
    if (left > 0) startTransition(() => setLeft(left - 1));
  }, [left]);
  return left > 0 ? before : children;
}
