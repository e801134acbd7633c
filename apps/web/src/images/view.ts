import type { Spot } from './mask-canvas.ts';

/** Where an image stands in a stage: its pixels times `scale`, moved by `x` and `y`. All in pixels of the screen. */
export interface View extends Spot {
  readonly scale: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 16;
/** How many times as large as it fits. */
const LARGEST = 16;

export function fitted(image: Size, stage: Size): View {
  const across = (stage.width - 2 * MARGIN) / image.width;
  const down = (stage.height - 2 * MARGIN) / image.height;
  const scale = Math.max(0.01, Math.min(across, down));
  return { scale, x: (stage.width - image.width * scale) / 2, y: (stage.height - image.height * scale) / 2 };
}

/** What is at that spot of the stage stays there. */
export function zoomed(view: View, factor: number, at: Spot, image: Size, stage: Size): View {
  const least = fitted(image, stage).scale;
  const scale = Math.min(LARGEST * least, Math.max(least, view.scale * factor));
  const by = scale / view.scale;
  return moved({ scale, x: at.x - (at.x - view.x) * by, y: at.y - (at.y - view.y) * by }, { x: 0, y: 0 }, image, stage);
}

/** Some of the image stays in the stage. */
export function moved(view: View, by: Spot, image: Size, stage: Size): View {
  const kept = (place: number, length: number, room: number) =>
    length <= room ? (room - length) / 2 : Math.min(room / 2, Math.max(room / 2 - length, place));
  return {
    scale: view.scale,
    x: kept(view.x + by.x, image.width * view.scale, stage.width),
    y: kept(view.y + by.y, image.height * view.scale, stage.height),
  };
}

export function onImage({ scale, x, y }: View, spot: Spot): Spot {
  return { x: (spot.x - x) / scale, y: (spot.y - y) / scale };
}
