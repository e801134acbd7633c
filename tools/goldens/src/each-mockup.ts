import type { Mockup } from '@proofsheet/mockups';
import { Presets, SingleBar } from 'cli-progress';

/** Shows how many of the mockups are done. */
export interface Progress {
  at(done: number): void;
  end(): void;
}

/**
 * Works on two at a time: while one is drawn, another is cropped or encoded. The answers keep the order of the mockups.
 */
export async function eachMockup<M extends Mockup, T>(
  mockups: readonly M[],
  work: (mockup: M) => Promise<T>,
  progressOf: (total: number) => Progress = untold,
): Promise<T[]> {
  const progress = progressOf(mockups.length);
  const answers: T[] = [];
  let [next, done] = [0, 0];
  const walk = async () => {
    while (next < mockups.length) {
      const index = next++;
      answers[index] = await work(mockups[index] as M);
      progress.at(++done);
    }
  };
  await Promise.all([walk(), walk()]);
  progress.end();
  return answers;
}

const untold = (): Progress => ({ at() {}, end() {} });

/** A bar on a terminal; elsewhere a line for each tenth that is done. */
export function progressBar(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return tenths(total, stream);
  const format = '  {bar}  {value}/{total}  {eta_formatted} left';
  const bar = new SingleBar({ stream, format, fps: 10 }, Presets.rect);
  bar.start(total, 0);
  return { at: (done: number) => bar.update(done), end: () => bar.stop() };
}

function tenths(total: number, stream: NodeJS.WriteStream): Progress {
  let told = 0;
  const at = (done: number) => {
    const reached = Math.floor((done * 10) / total);
    if (reached <= told) return;
    told = reached;
    stream.write(`  ${done}/${total}\n`);
  };
  return { at, end: () => {} };
}
