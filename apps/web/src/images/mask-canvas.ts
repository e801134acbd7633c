import { type Brush, brushTip } from './brush.ts';

/** Longest side of a mask: no cut-out is stored larger. */
const SIDE = 2048;
/** Strokes that can be taken back. */
const KEPT = 60;
/** Distance of the dabs of a stroke, as a share of the brush's size. */
const SPACING = 0.12;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Area extends Spot {
  readonly width: number;
  readonly height: number;
}

/** A part of the mask as it was before a stroke and after it. */
interface Step extends Spot {
  readonly before: ImageData;
  readonly after: ImageData;
}

/** What a page has to know of a mask. */
export interface MaskState {
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Whether it differs from what is stored. */
  readonly isChanged: boolean;
}

/** The mask of an image, opaque where the subject is. Strokes are drawn into it, and taken back by the part that they changed. */
export class MaskCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  /** As it was when the stroke began. */
  readonly #before: HTMLCanvasElement;
  readonly #listeners = new Set<() => void>();
  #done: readonly Step[] = [];
  #undone: readonly Step[] = [];
  #stored: Step | undefined;
  #stroke: { last: Spot; area: Area } | undefined;
  #state: MaskState = { canUndo: false, canRedo: false, isChanged: false };

  /** `cutout` is the subject alone, which fills `bounds`, in shares of the image. */
  constructor(image: { width: number; height: number }, cutout: ImageBitmap | undefined, bounds: Area | undefined) {
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    this.canvas = canvasOf(Math.max(1, Math.round(image.width * scale)), Math.max(1, Math.round(image.height * scale)));
    this.#before = canvasOf(this.canvas.width, this.canvas.height);
    this.#context = contextOf(this.canvas);
    if (!cutout || !bounds) return;
    const { width, height } = this.canvas;
    this.#context.drawImage(cutout, bounds.x * width, bounds.y * height, bounds.width * width, bounds.height * height);
    this.#context.globalCompositeOperation = 'source-in';
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, width, height);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): MaskState => this.#state;

  /** In pixels of the mask. */
  begin(spot: Spot, brush: Brush): void {
    this.#keep();
    this.#stroke = { last: spot, area: around(spot, brush) };
    this.#dab(spot, brush);
    this.#tell();
  }

  goOn(spot: Spot, brush: Brush): void {
    const stroke = this.#stroke;
    if (!stroke) return;
    const { last } = stroke;
    const distance = Math.hypot(spot.x - last.x, spot.y - last.y);
    const step = Math.max(1, brush.size * SPACING);
    const dabs = Math.floor(distance / step);
    for (let n = 1; n <= dabs; n += 1) {
      const share = (n * step) / distance;
      this.#dab({ x: last.x + (spot.x - last.x) * share, y: last.y + (spot.y - last.y) * share }, brush);
    }
    if (dabs === 0) return;
    const share = (dabs * step) / distance;
    stroke.last = { x: last.x + (spot.x - last.x) * share, y: last.y + (spot.y - last.y) * share };
    stroke.area = joined(stroke.area, around(stroke.last, brush));
    this.#tell();
  }

  end(): void {
    const stroke = this.#stroke;
    this.#stroke = undefined;
    if (stroke) this.#record(stroke.area);
  }

  /** Nothing of the stroke stays: a first finger touched, and a second one came to move the image. */
  abandon(): void {
    if (!this.#stroke) return;
    this.#stroke = undefined;
    this.#context.globalCompositeOperation = 'copy';
    this.#context.drawImage(this.#before, 0, 0);
    this.#tell();
  }

  /** All of the image is subject, or nothing. */
  fill(isSubject: boolean): void {
    this.#keep();
    this.#context.globalCompositeOperation = isSubject ? 'source-over' : 'destination-out';
    this.#context.fillStyle = '#fff';
    this.#context.fillRect(0, 0, this.canvas.width, this.canvas.height);
    this.#record({ x: 0, y: 0, width: this.canvas.width, height: this.canvas.height });
  }

  undo(): void {
    const step = this.#done.at(-1);
    if (!step) return;
    this.#context.putImageData(step.before, step.x, step.y);
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
    this.#tell();
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (!step) return;
    this.#context.putImageData(step.after, step.x, step.y);
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, step];
    this.#tell();
  }

  /** What is there now is stored. */
  stored(): void {
    this.#stored = this.#done.at(-1);
    this.#tell();
  }

  png(): Promise<Blob> {
    return new Promise((resolve, reject) =>
      this.canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The mask cannot be written.'))),
        'image/png',
      ),
    );
  }

  #keep(): void {
    const context = contextOf(this.#before);
    context.globalCompositeOperation = 'copy';
    context.drawImage(this.canvas, 0, 0);
  }

  #dab({ x, y }: Spot, brush: Brush): void {
    this.#context.globalCompositeOperation = brush.adds ? 'source-over' : 'destination-out';
    this.#context.drawImage(brushTip(brush), x - brush.size / 2, y - brush.size / 2, brush.size, brush.size);
  }

  #record(area: Area): void {
    const { width, height } = this.canvas;
    const x = Math.max(0, Math.floor(area.x));
    const y = Math.max(0, Math.floor(area.y));
    const across = Math.min(width, Math.ceil(area.x + area.width)) - x;
    const down = Math.min(height, Math.ceil(area.y + area.height)) - y;
    if (across > 0 && down > 0) {
      const before = contextOf(this.#before).getImageData(x, y, across, down);
      const after = this.#context.getImageData(x, y, across, down);
      this.#done = [...this.#done, { x, y, before, after }].slice(-KEPT);
      this.#undone = [];
    }
    this.#tell();
  }

  #tell(): void {
    const canUndo = this.#done.length > 0;
    const canRedo = this.#undone.length > 0;
    const isChanged = this.#done.at(-1) !== this.#stored || this.#stroke !== undefined;
    const { state } = this;
    // The same object while a stroke goes on, so that only the canvas is drawn anew.
    if (state().canUndo !== canUndo || state().canRedo !== canRedo || state().isChanged !== isChanged)
      this.#state = { canUndo, canRedo, isChanged };
    for (const listener of this.#listeners) listener();
  }
}

function canvasOf(width: number, height: number): HTMLCanvasElement {
  return Object.assign(document.createElement('canvas'), { width, height });
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return canvas.getContext('2d') as CanvasRenderingContext2D;
}

function around({ x, y }: Spot, { size }: Brush): Area {
  return { x: x - size / 2 - 1, y: y - size / 2 - 1, width: size + 2, height: size + 2 };
}

function joined(a: Area, b: Area): Area {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
