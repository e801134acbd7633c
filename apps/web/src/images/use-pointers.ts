import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { Spot } from './mask-canvas.ts';

interface Uses {
  /** Whether dragging moves the image instead of drawing. */
  readonly moves: boolean;
  /** All spots are of the stage, from its upper left. */
  readonly begin: (spot: Spot) => void;
  readonly goOn: (spot: Spot) => void;
  readonly end: () => void;
  readonly abandon: () => void;
  readonly hover: (spot: Spot | undefined) => void;
  readonly pan: (by: Spot) => void;
  readonly zoom: (factor: number, at: Spot) => void;
  /** Two fingers lie on the stage: what they do from now on begins with what is seen now. */
  readonly grip: () => void;
  /** Since the grip the middle of both fingers came `by` so far to `at`, and they are `factor` as far apart. */
  readonly pinch: (factor: number, by: Spot, at: Spot) => void;
}

type Pair = readonly [Spot, Spot];

const WHEEL = 0.0015;
/** A pinch on a touchpad comes as a wheel in small steps. */
const PINCH = 0.01;

/** One pointer draws; two fingers, the space bar, or the middle button move and zoom. */
export function usePointers(stage: RefObject<HTMLCanvasElement | null>, uses: Uses) {
  const latest = useRef(uses);
  latest.current = uses;
  const down = useRef(new Map<number, Spot>());
  const gripped = useRef<Pair>(undefined);
  const drawing = useRef(false);
  const [space, setSpace] = useState(false);
  const isMoving = space || uses.moves;

  useEffect(() => {
    const element = stage.current as HTMLCanvasElement;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? PINCH : WHEEL));
      latest.current.zoom(factor, spotOf(event, element));
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== ' ' || document.activeElement !== element) return;
      event.preventDefault();
      setSpace(event.type === 'keydown');
    };
    // React listens for the wheel without being able to keep the page still.
    element.addEventListener('wheel', wheel, { passive: false });
    document.addEventListener('keydown', key);
    document.addEventListener('keyup', key);
    return () => {
      element.removeEventListener('wheel', wheel);
      document.removeEventListener('keydown', key);
      document.removeEventListener('keyup', key);
    };
  }, [stage]);

  function endDrawing(): void {
    if (drawing.current) latest.current.end();
    drawing.current = false;
  }

  function drag(event: PointerEvent<HTMLCanvasElement>): void {
    const spots = down.current;
    const before = spots.get(event.pointerId);
    const now = spotOf(event, event.currentTarget);
    uses.hover(now);
    if (drawing.current) for (const between of coalesced(event)) uses.goOn(spotOf(between, event.currentTarget));
    if (drawing.current || !before) return;
    spots.set(event.pointerId, now);
    const both = pairOf(spots);
    if (!both) uses.pan({ x: now.x - before.x, y: now.y - before.y });
    else if (gripped.current) {
      const [from, to] = [middleOf(gripped.current), middleOf(both)];
      uses.pinch(apart(both) / apart(gripped.current), { x: to.x - from.x, y: to.y - from.y }, to);
    }
  }

  /** Which fingers lie there has changed. */
  function grip(): void {
    gripped.current = pairOf(down.current);
    if (gripped.current) uses.grip();
  }

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLCanvasElement>) {
      event.currentTarget.setPointerCapture(event.pointerId);
      const spot = spotOf(event, event.currentTarget);
      down.current.set(event.pointerId, spot);
      grip();
      if (drawing.current) uses.abandon();
      drawing.current = false;
      if (down.current.size > 1 || isMoving || event.button !== 0) return;
      drawing.current = true;
      uses.begin(spot);
    },
    onPointerMove: drag,
    onPointerUp(event: PointerEvent<HTMLCanvasElement>) {
      down.current.delete(event.pointerId);
      grip();
      endDrawing();
    },
    onPointerCancel(event: PointerEvent<HTMLCanvasElement>) {
      down.current.delete(event.pointerId);
      grip();
      endDrawing();
    },
    onPointerLeave: () => uses.hover(undefined),
  };
  return { isMoving, handlers };
}

/** The two fingers that lay down first. */
function pairOf(spots: ReadonlyMap<number, Spot>): Pair | undefined {
  const [one, other] = spots.values();
  return one && other && [one, other];
}

function middleOf([one, other]: Pair): Spot {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function apart([one, other]: Pair): number {
  return Math.max(1, Math.hypot(one.x - other.x, one.y - other.y));
}

/** Where the pointer was between two frames. */
function coalesced({ nativeEvent }: PointerEvent): readonly MouseEvent[] {
  const between = nativeEvent.getCoalescedEvents?.() ?? [];
  return between.length > 0 ? between : [nativeEvent];
}

function spotOf({ clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>, element: Element): Spot {
  const { left, top } = element.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
}
