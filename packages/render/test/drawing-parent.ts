import { drawingProcess } from '../src/sandbox/drawing-process.ts';

/** A process that has something drawn, sends the id of the process that drew it, and waits to be killed. */
const drawing = drawingProcess({ seconds: 20, memoryMb: 1500 });
const root = { type: 'container', style: { width: 10, height: 10 }, children: [] } as const;
await drawing.draw({ root: { ...root, children: [] }, css: '', width: 10, height: 10, families: [], foreign: 'mine' });
process.send?.(drawing.pid);
setInterval(() => {}, 1000);
