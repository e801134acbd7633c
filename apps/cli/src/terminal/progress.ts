import { MultiBar, Presets, type SingleBar } from 'cli-progress';

export interface Progress {
  /** Adds a line for one task. */
  add(name: string): (done: number, total: number, state: string) => void;
  stop(): void;
}

/** A bar for each task on a terminal; elsewhere, in a log for example, a plain line for each step. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bars(stream) : lines(stream);
}

function bars(stream: NodeJS.WriteStream): Progress {
  const format = '  {name}  {bar}  {value}/{total}  {state}';
  const all = new MultiBar({ stream, format, hideCursor: true, fps: 15, barsize: 32 }, Presets.shades_classic);
  return {
    add(name) {
      const bar: SingleBar = all.create(1, 0, { name: name.padEnd(10), state: '' });
      return (done, total, state) => {
        bar.setTotal(total);
        bar.update(done, { state });
      };
    },
    stop: () => all.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  return {
    add(name) {
      let said = '';
      return (done, total, state) => {
        const line = `  ${name.padEnd(10)}  ${done}/${total}  ${state}\n`;
        if (line !== said) stream.write(line);
        said = line;
      };
    },
    stop: () => {},
  };
}
