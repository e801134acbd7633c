export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The part that two boxes share; its width or height is 0 where they do not overlap. */
export function clip(box: Box, window: Box): Box {
  const x = Math.max(window.x, box.x);
  const y = Math.max(window.y, box.y);
  const width = Math.max(0, Math.min(window.x + window.width, box.x + box.width) - x);
  return { x, y, width, height: Math.max(0, Math.min(window.y + window.height, box.y + box.height) - y) };
}

export function boxAround(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}
