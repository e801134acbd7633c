import { type ReactNode, startTransition, useEffect, useState } from 'react';

interface LaterProps {
  readonly children: ReactNode;
  /** Holds the place until then. */
  readonly before?: ReactNode;
}

/**
 * Comes right after what stands around it, in a drawing of its own. A page that is put into the document all at once
 * leaves no moment in between for who already types or scrolls.
 */
export function Later({ children, before = null }: LaterProps) {
  const [due, setDue] = useState(false);
  // No deferred value: those within one another come together.
  useEffect(() => startTransition(() => setDue(true)), []);
  return due ? children : before;
}
