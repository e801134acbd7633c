/** Room for a caption below each, and the least width that it has. */
const CAPTION = 44;
const CAPTION_WIDTH = 88;
const GAP = 20;
/** As much as a draft has pixels, and half as much again: beyond it nothing would be seen that is not there. */
const MOST_AREA = 640 * 360 * 2;
/** In less nobody sees what a picture says. */
const LEAST_AREA = 120 * 120;
/** So much smaller they may be for the sake of a row less. */
const CALMER = 0.8;
const STEPS = 24;

interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box<Shape> extends Size {
  readonly shape: Shape;
  /** With its caption. */
  readonly outerWidth: number;
}

/**
 * Rows of boxes in the proportions of the shapes, each of about the same area, as large as the room allows. Where they
 * are too many to be seen in it, they go on below it.
 */
export function fitShapes<Shape extends Size>(
  shapes: readonly Shape[],
  room: Size,
): readonly (readonly Box<Shape>[])[] {
  if (shapes.length === 0 || room.width === 0) return [];
  let [least, most] = [LEAST_AREA, MOST_AREA];
  for (let step = 0; step < STEPS; step += 1) {
    const area = (least + most) / 2;
    if (heightOf(rowsOf(shapes, area, room)) <= room.height) least = area;
    else most = area;
  }
  const [rows, calmer] = [rowsOf(shapes, least, room), rowsOf(shapes, least * CALMER, room)];
  return calmer.length < rows.length ? calmer : rows;
}

function rowsOf<Shape extends Size>(shapes: readonly Shape[], area: number, room: Size): Box<Shape>[][] {
  const rows: Box<Shape>[][] = [];
  let left = 0;
  for (const shape of shapes) {
    const box = boxOf(shape, area, room);
    if (rows.length === 0 || left < box.outerWidth + GAP) {
      rows.push([box]);
      left = room.width - box.outerWidth;
    } else {
      rows.at(-1)?.push(box);
      left -= box.outerWidth + GAP;
    }
  }
  return rows;
}

function boxOf<Shape extends Size>(shape: Shape, area: number, room: Size): Box<Shape> {
  const ratio = shape.width / shape.height;
  const width = Math.floor(Math.min(Math.sqrt(area * ratio), room.width, shape.width));
  return { shape, width, height: Math.round(width / ratio), outerWidth: Math.max(width, CAPTION_WIDTH) };
}

function heightOf(rows: readonly (readonly Size[])[]): number {
  const heights = rows.map((row) => Math.max(...row.map(({ height }) => height)) + CAPTION);
  return heights.reduce((sum, height) => sum + height, 0) + GAP * (rows.length - 1);
}
