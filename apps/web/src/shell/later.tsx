import { type ReactNode, startTransition, useEffect, useState } from 'react';

interface LaterProps {
  readonly children: ReactNode;
  /** Holds the place until then. */
  readonly before?: ReactNode;
  /** After how many drawings it comes: those of a list come one after the other, and the browser answers in between. */
  readonly drawings?: number;
}

/**
 * Comes after what stands around it, in a drawing of its own. A page that is put into the document all at once leaves
 * no moment in between for who already types or scrolls.
 */
export function Later({ children, before = null, drawings = 1 }: LaterProps) {
  // No deferred value: those within one another come together. What has come stays, also when it moves down a list.
  const [left, setLeft] = useState(drawings);
  useEffect(() => {
    if (left > 0) startTransition(() => setLeft(left - 1));
  }, [left]);
  return left > 0 ? before : children;
}
