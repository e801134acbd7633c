import type { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of one package or program: their schema, and the variable that each setting is read from. */
export interface Slice<Schema extends z.ZodObject = z.ZodObject> {
  readonly schema: Schema;
  readonly variables: { readonly [Setting in keyof Schema['shape']]: string };
}

/** The settings that `readConfiguration` answers for these slices. */
export type ConfigurationOf<Slices extends Readonly<Record<string, Slice>>> = {
  readonly [Name in keyof Slices]: z.output<Slices[Name]['schema']>;
};

/** Variables that are missing or wrong, one line each. No line repeats a value, which may be a secret. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/**
 * Reads every slice from the environment. An empty variable counts as not set, because Compose writes unset ones so.
 * All problems of all slices are thrown as one ConfigurationError.
 */
export function readConfiguration<Schemas extends Record<string, z.ZodObject>>(
  slices: { readonly [Name in keyof Schemas]: Slice<Schemas[Name]> },
  environment: Environment,
): { readonly [Name in keyof Schemas]: z.output<Schemas[Name]> } {
  const read: [name: string, settings: unknown][] = [];
  const problems = new Set<string>();
  for (const [name, slice] of Object.entries<Slice>(slices)) {
    const parsed = slice.schema.safeParse(settingsIn(environment, slice));
    if (parsed.success) read.push([name, parsed.data]);
    else for (const issue of parsed.error.issues) problems.add(problemOf(issue, slice, environment));
  }
  if (problems.size > 0) throw new ConfigurationError([...problems]);
  return Object.fromEntries(read) as { [Name in keyof Schemas]: z.output<Schemas[Name]> };
}

function settingsIn(environment: Environment, { variables }: Slice): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([setting, variable]) => {
      const value = environment[variable];
      return value ? [[setting, value]] : [];
    }),
  );
}

function problemOf({ path, message }: z.core.$ZodIssue, { variables }: Slice, environment: Environment): string {
  const variable = variables[String(path[0])] ?? path.join('.');
  return environment[variable] ? `${variable} is not valid: ${message}` : `${variable} is not set`;
}

/** The reverse: the variables from which `readConfiguration` reads these settings. */
export function variablesFor<Schema extends z.ZodObject>(
  { variables }: Slice<Schema>,
  settings: Partial<z.input<Schema>>,
): Record<string, string> {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([setting, value]) => [variables[setting], String(value)]));
}
