const PAD = 2;

/** Labelled lines in a frame. A value that is undefined has no line. */
export function box(title: string, rows: Record<string, string | undefined>): string {
  const shown = Object.entries(rows).filter((row): row is [string, string] => row[1] !== undefined);
  const label = Math.max(...shown.map(([name]) => name.length)) + 3;
  const lines = [title, '', ...shown.map(([name, value]) => name.padEnd(label) + value)];
  const width = Math.max(...lines.map((line) => line.length)) + 2 * PAD;
  const body = lines.map((line) => `│${' '.repeat(PAD)}${line.padEnd(width - PAD)}│`);
  return [`┌${'─'.repeat(width)}┐`, ...body, `└${'─'.repeat(width)}┘`].join('\n');
}
