import type { Output } from '@proofsheet/client';
import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, Dialog, Modal } from 'react-aria-components';
import { Overlay } from '../controls/overlay.tsx';
import { downloadOf, wholeOf } from '../server/outputs.ts';
import { nameOf } from './name-of.ts';
import { Score } from './score.tsx';

export interface LightboxProps {
  readonly outputs: readonly Output[];
  readonly completed: boolean;
  /** The id of the picture that is looked at. */
  readonly opened: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}

/** How large a picture is shown: as it fits, or so many times its own pixels. */
const ZOOMS = [undefined, 1, 2, 4] as const;

/** One picture as large as there is room. Arrow keys lead to the next, + and - change how close it is. */
export function Lightbox({ outputs, completed, opened, onOpen }: LightboxProps) {
  const [zoom, setZoom] = useState(0);
  const place = outputs.findIndex(({ id }) => id === opened);
  const output = outputs[place];
  const step = (by: number) => onOpen(outputs[(place + by + outputs.length) % outputs.length]?.id);
  const closer = (by: number) => setZoom((before) => Math.min(ZOOMS.length - 1, Math.max(0, before + by)));
  useEffect(() => {
    if (place < 0) return;
    const onKeyDown = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      // The browser's own: how large the page is, and the way back.
      if (ctrlKey || metaKey || altKey) return;
      // In a picture that is larger than its view the arrows move the view.
      const moves = target instanceof Element && target.matches('.lightbox-view[tabindex]');
      if (key === 'ArrowRight' && !moves) step(1);
      if (key === 'ArrowLeft' && !moves) step(-1);
      if (key === '+' || key === '=') closer(1);
      if (key === '-') closer(-1);
      if (key === '0') setZoom(0);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  });
  return (
    <Overlay
      className="lightbox"
      isOpen={output !== undefined}
      onOpenChange={(open) => {
        if (!open) onOpen(undefined);
        setZoom(0);
      }}
    >
      <Modal className="lightbox-frame">
        <Dialog aria-label={output ? `${output.format}, ${place + 1} of ${outputs.length}` : 'Picture'}>
          <div className="lightbox-content">
            <div className="lightbox-bar">
              <span className="format">
                {output?.template} · {output?.format}
              </span>
              {output ? <Score score={output.score} /> : null}
              <span className="place">
                {place + 1} / {outputs.length}
              </span>
              <Button className="icon" aria-label="Smaller" isDisabled={zoom === 0} onPress={() => closer(-1)}>
                <ZoomOut aria-hidden size={20} />
              </Button>
              <span className="zoom" role="status">
                {ZOOMS[zoom] === undefined ? 'Fits' : `${ZOOMS[zoom] * 100} %`}
              </span>
              <Button
                className="icon"
                aria-label="Closer"
                isDisabled={zoom === ZOOMS.length - 1}
                onPress={() => closer(1)}
              >
                <ZoomIn aria-hidden size={20} />
              </Button>
              {output && completed ? (
                <a className="icon" href={downloadOf(output)} download aria-label={`Download ${nameOf(output)}`}>
                  <Download aria-hidden size={20} />
                </a>
              ) : null}
              <Button className="icon" aria-label="Close" onPress={() => onOpen(undefined)}>
                <X aria-hidden size={20} />
              </Button>
            </div>
            {output ? <Large output={output} completed={completed} zoom={ZOOMS[zoom]} /> : null}
            {outputs.length > 1 ? (
              <>
                <Button className="lightbox-step before" aria-label="Picture before" onPress={() => step(-1)}>
                  <ChevronLeft aria-hidden size={28} />
                </Button>
                <Button className="lightbox-step after" aria-label="Next picture" onPress={() => step(1)}>
                  <ChevronRight aria-hidden size={28} />
                </Button>
              </>
            ) : null}
          </div>
        </Dialog>
      </Modal>
    </Overlay>
  );
}

interface LargeProps {
  readonly output: Output;
  readonly completed: boolean;
  readonly zoom: number | undefined;
}

function Large({ output: { id, url, width, height, format }, completed, zoom }: LargeProps) {
  return (
    // What is too large scrolls, by keyboard too.
    <div className="lightbox-view" {...(zoom === undefined ? {} : { tabIndex: 0 })}>
      <img
        key={id}
        className={zoom === undefined ? 'fits' : 'zoomed'}
        src={completed ? wholeOf(id) : url}
        alt={`${format}, ${width} by ${height} pixels`}
        width={width}
        height={height}
        style={zoom === undefined ? undefined : { width: (width * zoom) / devicePixelRatio, height: 'auto' }}
      />
    </div>
  );
}
