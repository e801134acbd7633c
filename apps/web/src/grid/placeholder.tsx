import { useEffect, useState } from 'react';
import { whenIdle } from '../shell/idle.ts';
import { averageColour, drawnPlaceholder } from './thumbhash.ts';

interface PlaceholderProps {
  /** Base64. */
  readonly thumbhash: string;
  /** Whether the picture itself has come: nothing is drawn for it any more. */
  readonly covered: boolean;
}

/**
 * What a picture looks like before it is there: its colour at once, and its forms as soon as the browser has nothing else
 * to do. Each is drawn in a task of its own, so that a page of them holds nothing up.
 */
export function Placeholder({ thumbhash, covered }: PlaceholderProps) {
  const [drawn, setDrawn] = useState<string>();
  useEffect(() => (covered ? undefined : whenIdle(() => setDrawn(drawnPlaceholder(thumbhash)))), [thumbhash, covered]);
  const background = drawn ? `url(${drawn}) center / 100% 100%` : averageColour(thumbhash);
  return <span className="placeholder" aria-hidden="true" style={{ background }} />;
}
