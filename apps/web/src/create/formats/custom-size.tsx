import type { Formats } from '@proofsheet/client';
import { useState } from 'react';
import { Button } from '../../controls/button.tsx';
import { NumberField } from '../../controls/number-field.tsx';
import type { CustomSize as Size } from './choices.ts';

export interface CustomSizeProps {
  readonly bounds: Formats['custom'];
  readonly onAdd: (size: Size) => void;
}

const KB = 1_000;

/** A size of one's own is typed in and added. */
export function CustomSize({ bounds: { leastSide, mostSide, mostPixels }, onAdd }: CustomSizeProps) {
  const [width, setWidth] = useState<number>();
  const [height, setHeight] = useState<number>();
  const [kilobytes, setKilobytes] = useState<number>();
  const [wasTried, setTried] = useState(false);
  const trouble = troubleWith(width, height, mostPixels);
  const side = { least: leastSide, most: mostSide };
  return (
    <fieldset className="several own-size">
      <legend>A size of your own</legend>
      <div className="trio">
        <NumberField label="Width" placeholder="1200" {...side} value={width} onChange={setWidth} />
        <NumberField label="Height" placeholder="400" {...side} value={height} onChange={setHeight} />
        <NumberField label="At most, kB" placeholder="any" least={1} value={kilobytes} onChange={setKilobytes} />
      </div>
      {wasTried && trouble ? (
        <p role="alert" className="order-wrong">
          {trouble}
        </p>
      ) : null}
      <Button
        onPress={() => {
          setTried(trouble !== undefined);
          if (trouble || width === undefined || height === undefined) return;
          onAdd({ width, height, ...(kilobytes === undefined ? {} : { maxBytes: kilobytes * KB }) });
          setWidth(undefined);
          setHeight(undefined);
          setKilobytes(undefined);
        }}
      >
        Add this size
      </Button>
    </fieldset>
  );
}

function troubleWith(width: number | undefined, height: number | undefined, mostPixels: number): string | undefined {
  if (width === undefined || height === undefined) return 'Give its width and its height.';
  if (width * height <= mostPixels) return undefined;
  return `At most ${Math.floor(mostPixels / 1e6)} million pixels, as 7680 × 4320 has.`;
}
