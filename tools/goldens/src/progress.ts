import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  at(done: number): void;
  end(): void;
}

export const untold = (): Progress => ({ at() {}, end() {} });

/** A bar on a terminal; elsewhere a line for each tenth. */
export function progressOf(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return lines(total, stream);
  const bar = new SingleBar(
    { stream, format: '  {bar}  {value}/{total}  {eta_formatted} left', fps: 10 },
    Presets.rect,
  );
  bar.start(total, 0);
  return { at: (done: number) => bar.update(done), end: () => bar.stop() };
}

function lines(total: number, stream: NodeJS.WriteStream): Progress {
  let tenths = 0;
  const at = (done: number) => {
    const reached = Math.floor((done * 10) / total);
    if (reached <= tenths) return;
    tenths = reached;
    stream.write(`  ${done}/${total}\n`);
  };
  return { at, end: () => {} };
}
