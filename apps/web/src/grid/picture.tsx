import type { Output } from '@proofsheet/client';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { previewOf } from '../server/outputs.ts';
import { Placeholder } from './placeholder.tsx';

export interface PictureProps {
  readonly output: Output;
  /** How wide it is shown, in CSS pixels. */
  readonly width: number;
  readonly alt: string;
  /** Whether its generation is. */
  readonly completed?: boolean;
}

/** How long after a failure the next try is: a server that has too much to do has less a little later. */
const AGAIN_MS = [1_500, 6_000, 24_000];

/** What did not come is asked for anew, a few times, and whenever the network is back. */
function useAskedAgain() {
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed) return;
    const again = () => {
      setFailed(false);
      setTries((before) => before + 1);
    };
    const wait = AGAIN_MS[tries];
    const timer = wait === undefined ? undefined : setTimeout(again, wait);
    const stop = onlineManager.subscribe((online) => online && again());
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [failed, tries]);
  return [tries, () => setFailed(true)] as const;
}

/** An output, its colours first. Nothing moves when it comes. */
export function Picture({ output, width, alt, completed = true }: PictureProps) {
  const [shown, setShown] = useState(false);
  const [tries, askAgain] = useAskedAgain();
  return (
    <span className="picture">
      <Placeholder thumbhash={output.placeholder} covered={shown} />
      <img
        key={tries}
        className={shown ? 'shown' : 'coming'}
        src={previewOf(output, width, completed)}
        alt={alt}
        width={output.width}
        height={output.height}
        decoding="async"
        draggable={false}
        onLoad={() => setShown(true)}
        onError={askAgain}
      />
    </span>
  );
}

/** What a picture is called where it is not seen. */
export function nameOf({ template, format, width, height }: Output): string {
  return `${template}, ${format}, ${width} × ${height}`;
}
