import type { Asset } from '@proofsheet/client';
import { useState } from 'react';
import { Placeholder } from '../grid/placeholder.tsx';
import { assetImage } from '../server/assets.ts';

interface AssetPictureProps {
  readonly asset: Asset;
  /** How wide it is shown, in CSS pixels. */
  readonly width: number;
}

/** An uploaded image, its colours first. See-through parts stand on squares. Its name stands beside it. */
export function AssetPicture({ asset, width }: AssetPictureProps) {
  const [state, setState] = useState<'coming' | 'shown' | 'failed'>('coming');
  const { analysis, status } = asset;
  const seeThrough = analysis?.hasAlpha === true;
  return (
    <span className={seeThrough ? 'picture see-through' : 'picture'}>
      {analysis && !seeThrough && state !== 'shown' ? (
        <Placeholder thumbhash={analysis.placeholder} covered={false} />
      ) : null}
      {state === 'failed' ? null : (
        <img
          key={status}
          className={state === 'shown' ? 'asset shown' : 'asset coming'}
          src={assetImage(asset, width)}
          alt=""
          decoding="async"
          draggable={false}
          onLoad={() => setState('shown')}
          onError={() => setState('failed')}
        />
      )}
    </span>
  );
}
