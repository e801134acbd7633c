import type { Output } from '@proofsheet/client';
import { useEffect, useRef, useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** With Shift all up to it, from the one that was selected or left out before. */
  readonly select: (id: string, on: boolean) => void;
  readonly clear: () => void;
}

/** The pictures of a sheet that something is to be done with; `outputs` in the order in which they are seen. */
export function useSelection(outputs: readonly Output[]): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const last = useRef<string>(undefined);
  const isShiftDown = useShift();
  return {
    ids,
    select(id, on) {
      const order = outputs.map((output) => output.id);
      const [from, to] = [last.current ?? id, id].map((one) => order.indexOf(one)).sort((a, b) => a - b);
      const meant = isShiftDown() && from !== undefined && from >= 0 ? order.slice(from, (to ?? from) + 1) : [id];
      last.current = id;
      setIds((before) => new Set(on ? [...before, ...meant] : [...before].filter((one) => !meant.includes(one))));
    },
    clear: () => setIds(new Set()),
  };
}

/** Whether Shift was held at what the person did last: a box that is ticked does not say so. */
function useShift(): () => boolean {
  const held = useRef(false);
  useEffect(() => {
    const note = (event: MouseEvent | KeyboardEvent) => {
      held.current = event.shiftKey;
    };
    const kinds = ['pointerdown', 'keydown', 'keyup'] as const;
    for (const kind of kinds) window.addEventListener(kind, note, true);
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, note, true);
    };
  }, []);
  return () => held.current;
}
