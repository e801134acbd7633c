import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { workerData } from 'node:worker_threads';
import { OVER_MEMORY } from './messages.ts';

/**
 * A thread beside the main thread of a sandboxed process, which an errand may block for as long as it likes. The
 * process ends with its parent, however that died, and before it holds more memory than it may. It has nothing to save,
 * so its end is SIGKILL.
 */
const { memoryMb } = workerData as { memoryMb: number };
const STEP_MS = 20;

// The parent holds the other end of our standard input and never writes: it closes when the parent is gone.
new Socket({ fd: 0 }).resume().on('close', endProcess);

setInterval(() => {
  if (process.memoryUsage.rss() <= memoryMb * 1_000_000) return;
  writeSync(1, OVER_MEMORY);
  endProcess();
}, STEP_MS);

function endProcess(): void {
  process.kill(process.pid, 'SIGKILL');
}
