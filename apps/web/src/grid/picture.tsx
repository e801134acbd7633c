import type { Output } from '@proofsheet/client';
import { useState } from 'react';
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

/** An output, its colours first. Nothing moves when it comes. */
export function Picture({ output, width, alt, completed = true }: PictureProps) {
  const [shown, setShown] = useState(false);
  return (
    <span className="picture">
      <img className="placeholder" src={placeholderAddress(output.placeholder)} alt="" aria-hidden="true" />
      <img
        className={shown ? 'shown' : 'coming'}
        src={previewOf(output, width, completed)}
        alt={alt}
        width={output.width}
        height={output.height}
        decoding="async"
        draggable={false}
        onLoad={() => setShown(true)}
      />
    </span>
  );
}
