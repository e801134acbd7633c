/** Every command has it that answers something; docs/cli.md has the shape of each answer. */
export const jsonFlag = ['--json', 'one JSON document on standard output, and nothing else there'] as const;

export interface AsJson {
  readonly json?: boolean;
}

/** Says an answer as one JSON document, or as lines for people. */
export function answer(
  say: (line: string) => void,
  { json }: AsJson,
  document: unknown,
  lines: () => readonly string[],
): void {
  if (json) say(JSON.stringify(document));
  else for (const line of lines()) say(line);
}
