import type { Log } from './log.ts';

/**
 * Turns the plain lines that libraries write to standard output and error, through the console or without it, and
 * Node's warnings into lines of the log. What native code writes past Node cannot be caught here.
 */
export function catchOutput(log: Log): void {
  catchStream(process.stdout, (line) => log.info({ output: 'stdout' }, line));
  catchStream(process.stderr, (line) => log.warn({ output: 'stderr' }, line));
  // Node's own listener would write the same warning to standard error.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => log.warn({ warning: name }, message));
}

/** The log itself does not pass here: it writes to the file descriptor. */
function catchStream(stream: NodeJS.WriteStream, say: (line: string) => void): void {
  let rest = '';
  const decoder = new TextDecoder();
  stream.write = (chunk: Uint8Array | string, ...given: unknown[]): boolean => {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    const lines = `${rest}${text}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') say(line.trimEnd());
    const done = given.find((one) => typeof one === 'function');
    if (done) process.nextTick(done);
    return true;
  };
}
