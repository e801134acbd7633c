import type { ReactNode } from 'react';

/** A state in a word, and its colour. */
export function Badge({
  look,
  children,
}: {
  readonly look: 'good' | 'fair' | 'poor' | 'quiet';
  readonly children: ReactNode;
}) {
  return <span className={`badge ${look}`}>{children}</span>;
}
