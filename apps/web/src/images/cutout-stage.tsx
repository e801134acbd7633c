import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Brush } from './brush.ts';
import { draw } from './draw-cutout.ts';
import type { MaskCanvas, Spot } from './mask-canvas.ts';
import { usePointers } from './use-pointers.ts';
import { fitted, moved, onImage, type View, zoomed } from './view.ts';

interface CutoutStageProps {
  readonly photo: HTMLImageElement;
  readonly mask: MaskCanvas;
  readonly brush: Brush;
  /** Whether dragging moves the image instead of drawing. */
  readonly moves: boolean;
  /** Whether what is cut away is seen faintly. */
  readonly showsRest: boolean;
  readonly className: string;
  readonly ground: string | undefined;
  readonly onBrush: (change: Partial<Brush>) => void;
}

const KEY_ZOOM = 1.25;

/**
 * The subject on its ground, as it is being drawn. Only what is seen is drawn, once a frame at most, by the graphics card;
 * so a photograph of any size follows the pointer.
 */
export function CutoutStage({ photo, mask, brush, moves, showsRest, className, ground, onBrush }: CutoutStageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = mask.canvas;
  const image = { width, height };
  const [stage, setStage] = useState({ width: 0, height: 0 });
  const [view, setView] = useState<View>();
  const [cursor, setCursor] = useState<Spot>();
  const shown = view ?? fitted(image, stage);
  const gripped = useRef(shown);
  const latest = { photo, mask, brush, showsRest, stage, cursor, view: shown };
  const frame = useFrames(canvas, latest);
  useEffect(() => mask.subscribe(frame), [mask, frame]);
  useEffect(frame);

  useEffect(() => {
    const element = canvas.current as HTMLCanvasElement;
    const observer = new ResizeObserver(() => setStage({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const pointers = usePointers(canvas, {
    moves,
    begin: (spot) => mask.begin(onImage(shown, spot), brush),
    goOn: (spot) => mask.goOn(onImage(shown, spot), brush),
    end: () => mask.end(),
    abandon: () => mask.abandon(),
    hover: (spot) => setCursor(spot && onImage(shown, spot)),
    pan: (by) => setView((before = shown) => moved(before, by, image, stage)),
    zoom: (factor, at) => setView((before = shown) => zoomed(before, factor, at, image, stage)),
    grip: () => {
      gripped.current = shown;
    },
    pinch: (factor, by, at) => {
      const { scale, x, y } = gripped.current;
      setView(zoomed({ scale, x: x + by.x, y: y + by.y }, factor, at, image, stage));
    },
  });

  /** Without a pointer: arrows move the brush, with Shift they draw, Enter draws once. */
  function press(event: KeyboardEvent): void {
    const middle = { x: stage.width / 2, y: stage.height / 2 };
    const at = cursor ?? { x: width / 2, y: height / 2 };
    const arrow = ARROWS[event.key];
    if (arrow) {
      const step = Math.max(2, brush.size / 4);
      const to = { x: clamp(at.x + arrow.x * step, width), y: clamp(at.y + arrow.y * step, height) };
      if (event.shiftKey) {
        mask.begin(at, brush);
        mask.goOn(to, brush);
        mask.end();
      }
      setCursor(to);
    } else if (event.key === 'Enter') {
      mask.begin(at, brush);
      mask.end();
      setCursor(at);
    } else if (event.key === '[' || event.key === ']') {
      onBrush({ size: brush.size * (event.key === ']' ? 1.2 : 1 / 1.2) });
    } else if (event.key === 'x') onBrush({ adds: !brush.adds });
    else if (event.key === '+' || event.key === '=') setView(zoomed(shown, KEY_ZOOM, middle, image, stage));
    else if (event.key === '-') setView(zoomed(shown, 1 / KEY_ZOOM, middle, image, stage));
    else if (event.key === '0') setView(undefined);
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: keys reach the brush only where a screen reader passes them on
    <canvas
      ref={canvas}
      className={`cutout-stage ${className}${pointers.isMoving ? ' moving' : ''}`}
      style={ground ? { backgroundColor: ground } : undefined}
      tabIndex={0}
      role="application"
      aria-label="Cut-out. Arrow keys move the brush, Shift and arrow keys draw, Enter draws once, X changes between adding and removing."
      onKeyDown={press}
      {...pointers.handlers}
    />
  );
}

const ARROWS: Readonly<Record<string, Spot>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}

/** Draws what is newest in the next frame, however often it is asked to. */
function useFrames(canvas: RefObject<HTMLCanvasElement | null>, latest: Parameters<typeof draw>[1]) {
  const newest = useRef(latest);
  newest.current = latest;
  const [frame] = useState(() => {
    let asked = 0;
    return () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(() => canvas.current && draw(canvas.current, newest.current));
    };
  });
  return frame;
}
