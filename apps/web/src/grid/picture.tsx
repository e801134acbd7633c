import type { Output } from '@proofsheet/client';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { previewOf } from '../server/outputs.ts';
import { placeholderAddress } from './thumbhash.ts';

export interface PictureProps {
  readonly output: Output;
  /** How wide it is shown, in CSS pixels. */
  readonly width: number;
  readonly alt: string;
  /** Whether its generation is. */
  readonly completed?: boolean;
}

/** What did not come is asked for anew when the network is back. */
function useAskedAgain() {
  const [tries, setTries] = useState(0);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!failed) return;
    return onlineManager.subscribe((online) => {
      if (!online) return;
      setFailed(false);
      setTries((before) => before + 1);
    });
  }, [failed]);
  return [tries, () => setFailed(true)] as const;
}

/** An output, its colours first. Nothing moves when it comes. */
export function Picture({ output, width, alt, completed = true }: PictureProps) {
  const [shown, setShown] = useState(false);
  const [tries, askAgain] = useAskedAgain();
  return (
    <span className="picture">
      <img className="placeholder" src={placeholderAddress(output.placeholder)} alt="" aria-hidden="true" />
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
