import { ApiError, type Preview } from '@proofsheet/client';
import { LIMITS } from '@proofsheet/domain/limits';
import { useId } from 'react';
import { Button } from '../controls/button.tsx';
import { inWords } from '../server/client.ts';
import { type Box, fitShapes } from './fit-shapes.ts';
import type { Shape } from './formats/choices.ts';
import { ReservedZones } from './formats/format-shape.tsx';
import { fullTitleOf, sizeOf } from './formats/platforms.ts';
import { fieldsInWords } from './problems.ts';
import { useElementSize } from './use-element-size.ts';
import type { LivePreviewState } from './use-live-preview.ts';

export interface LivePreviewProps {
  /** All that are ordered. */
  readonly shapes: readonly Shape[];
  readonly state: LivePreviewState;
}

/** What would come out, small, in every shape of the order. It follows typing; nothing of it is kept. */
export function LivePreview({ shapes, state }: LivePreviewProps) {
  const [room, size] = useElementSize<HTMLDivElement>();
  const title = useId();
  const { preview, error, isFetching, isHeld, again } = state;
  const shown = shapes.slice(0, LIMITS.previewFormats);
  const boxes = fitShapes(shown, size);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: many formats do not fit, and a keyboard has to reach all of them
    <section className="preview" id="preview" aria-labelledby={title} aria-busy={isFetching} tabIndex={0}>
      <div className="preview-head">
        <h2 id={title}>Preview</h2>
        <p role="status" className={error ? 'preview-note failed' : 'preview-note'}>
          {error ? previewTrouble(error) : noteOf(state, shapes.length > shown.length)}
        </p>
        {error && again ? (
          <Button look="quiet" onPress={again}>
            Try again
          </Button>
        ) : null}
      </div>
      <div className="preview-stage">
        <div className="preview-room" ref={room} />
        {boxes.map((row) => (
          <div className="preview-row" key={row.map(({ shape }) => shape.name).join(' ')}>
            {row.map((box) => (
              <PreviewBox
                key={box.shape.name}
                box={box}
                preview={preview}
                isStale={isFetching || isHeld || error !== null}
              />
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

interface PreviewBoxProps {
  readonly box: Box<Shape>;
  readonly preview: Preview | undefined;
  /** Whether a newer one is coming. */
  readonly isStale: boolean;
}

/** The room of one picture is there before the picture is, so nothing jumps when it comes. */
function PreviewBox({ box: { shape, width, height, outerWidth }, preview, isStale }: PreviewBoxProps) {
  const picture = preview?.outputs.find(({ format }) => format === shape.name)?.picture;
  const missing = preview?.missing.find(({ format }) => format === shape.name);
  const title = fullTitleOf(shape);
  return (
    <figure className="shot" style={{ inlineSize: outerWidth }}>
      <div className={picture ? 'shot-picture' : 'shot-picture blank'} style={{ inlineSize: width, blockSize: height }}>
        {picture ? (
          <img
            className={isStale ? 'shot-image stale' : 'shot-image'}
            src={picture.url}
            alt={`Preview of ${shape.name}`}
          />
        ) : (
          <ReservedZones shape={shape} />
        )}
        {missing && !picture ? <span className="shot-missing">{missing.message}</span> : null}
      </div>
      <figcaption>
        <span className="shot-title">{title}</span>
        {title === sizeOf(shape) ? null : <span className="shot-size">{sizeOf(shape)}</span>}
      </figcaption>
    </figure>
  );
}

function noteOf({ isWaiting, isHeld, isLooking, isFetching }: LivePreviewState, more: boolean): string {
  if (isWaiting) return 'It comes as soon as there is a headline.';
  if (isHeld) return UNMARKED;
  if (isLooking) return 'Looking at the images …';
  if (isFetching) return 'Drawing …';
  return more ? `The first ${LIMITS.previewFormats} formats` : '';
}

const UNMARKED = 'It is drawn as soon as what is marked is right.';

/** What is wrong with words stands at their fields already. */
function previewTrouble(error: unknown): string {
  const fields = fieldsInWords(error);
  if (!fields || !(error instanceof ApiError)) return inWords(error);
  const marked = error.fields.every(({ pointer }) => pointer.startsWith('/copy/'));
  return marked ? UNMARKED : fields.join(' ');
}
