import { Presets, SingleBar } from 'cli-progress';

/** What is shown while it runs. */
export interface Moment {
  readonly phase: string;
  readonly seconds: number;
  readonly of: number;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Progress {
  show(moment: Moment): void;
  stop(): void;
}

const LINE_EVERY_MS = 10_000;

/** A bar on a terminal; elsewhere, in a log for example, a line every ten seconds and at each new phase. */
export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? bar(stream) : lines(stream);
}

function bar(stream: NodeJS.WriteStream): Progress {
  const format = '{phase} {bar} {value}/{total} s  {figures}';
  const shown = new SingleBar({ stream, format, hideCursor: true, barsize: 20 }, Presets.shades_classic);
  shown.start(1, 0, { phase: '', figures: '' });
  return {
    show({ phase, seconds, of, figures }) {
      shown.setTotal(Math.ceil(of));
      shown.update(Math.min(Math.floor(seconds), Math.ceil(of)), { phase: phase.padEnd(9), figures: written(figures) });
    },
    stop: () => shown.stop(),
  };
}

function lines(stream: NodeJS.WriteStream): Progress {
  let said = { phase: '', at: 0 };
  return {
    show({ phase, seconds, of, figures }) {
      if (phase === said.phase && performance.now() - said.at < LINE_EVERY_MS) return;
      said = { phase, at: performance.now() };
      stream.write(`${phase.padEnd(9)} ${Math.floor(seconds)}/${Math.ceil(of)} s  ${written(figures)}\n`);
    },
    stop: () => {},
  };
}

function written(figures: Readonly<Record<string, number>>): string {
  return Object.entries(figures)
    .map(([name, value]) => `${value} ${name}`)
    .join(', ');
}
