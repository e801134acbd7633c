import type { WholeAsset } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { assetImage, assetQuery, correctAsset } from '../server/assets.ts';
import { inWords } from '../server/client.ts';
import type { Spot } from './mask-canvas.ts';

const STEP = 0.01;
const LONG_STEP = 0.1;
/** After how long without a key the place is kept. */
const SETTLED_MS = 400;
const SHAPES = [
  ['Wide', '16 / 9'],
  ['Square', '1'],
  ['Tall', '9 / 16'],
] as const;

/** Where the eye goes: dragged, or moved by arrow keys. What crops make of it stands beside. */
export function FocusEditor({ asset }: { readonly asset: WholeAsset }) {
  const queries = useQueryClient();
  const stored = asset.analysis?.focus ?? MIDDLE;
  const [moving, setMoving] = useState<Spot>();
  const focus = moving ?? stored;
  const keeping = useMutation({
    mutationFn: (place: Spot | null) => correctAsset(asset.id, { focus: place }),
    onSuccess(changed) {
      queries.setQueryData(assetQuery(asset.id).queryKey, changed);
      setMoving(undefined);
    },
  });
  const settled = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settled.current), []);

  function keepSoon(place: Spot): void {
    setMoving(place);
    clearTimeout(settled.current);
    settled.current = setTimeout(() => keeping.mutate(place), SETTLED_MS);
  }

  function press(event: KeyboardEvent): void {
    const by = ARROWS[event.key];
    if (!by) return;
    event.preventDefault();
    const step = event.shiftKey ? LONG_STEP : STEP;
    keepSoon({ x: share(focus.x + by.x * step), y: share(focus.y + by.y * step) });
  }

  function drag(event: PointerEvent<HTMLElement>): void {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    setMoving({ x: share((event.clientX - left) / width), y: share((event.clientY - top) / height) });
  }

  const { width, height } = asset.analysis ?? asset;
  const place = { objectPosition: `${focus.x * 100}% ${focus.y * 100}%` };
  return (
    <div className="editor">
      <div className="stage framed">
        <div
          className="focus-image"
          style={{ aspectRatio: `${width} / ${height}`, inlineSize: `min(100%, ${width}px, 68vh * ${width / height})` }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag(event);
          }}
          onPointerMove={drag}
          onPointerUp={() => moving && keeping.mutate(moving)}
        >
          <img src={assetImage(asset, 960)} alt={asset.originalName} draggable={false} />
          <span
            className="focus-point"
            style={{ left: `${focus.x * 100}%`, top: `${focus.y * 100}%` }}
            tabIndex={0}
            role="slider"
            aria-label="Focus. Arrow keys move it."
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(focus.x * 100)}
            aria-valuetext={`${Math.round(focus.x * 100)} % from the left, ${Math.round(focus.y * 100)} % from the top`}
            onKeyDown={press}
          />
        </div>
      </div>
      <div className="editor-tools">
        <p className="note">Crops keep this place in view. Drag it to what counts.</p>
        <div className="crops" aria-hidden="true">
          {SHAPES.map(([name, aspectRatio]) => (
            <figure key={name}>
              <img src={assetImage(asset, 480)} alt="" style={{ aspectRatio, ...place }} />
              <figcaption>{name}</figcaption>
            </figure>
          ))}
        </div>
        {keeping.error ? <p role="alert">{inWords(keeping.error)}</p> : null}
        <p className="note" role="status">
          {keeping.isPending
            ? 'Saving …'
            : asset.correction.focus
              ? 'Set by hand. It stays when the image is analysed again.'
              : 'Found by itself.'}
        </p>
        {asset.correction.focus ? (
          <Button isBusy={keeping.isPending} onPress={() => keeping.mutate(null)}>
            Back to automatic
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const MIDDLE: Spot = { x: 0.5, y: 0.5 };

const ARROWS: Readonly<Record<string, Spot>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

function share(value: number): number {
  return Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));
}
