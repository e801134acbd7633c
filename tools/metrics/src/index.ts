import { cpus } from 'node:os';

/** One figure. Its goal is in the same unit; a figure without a goal is for orientation. */
export interface Metric {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly goal: { readonly atMost: number } | { readonly atLeast: number } | null;
  /** Whether the goal is met; null without a goal. */
  readonly ok: boolean | null;
}

export interface Report {
  readonly topic: string;
  readonly machine: string;
  readonly metrics: readonly Metric[];
}

type Goal = NonNullable<Metric['goal']>;

export function metric(name: string, value: number, unit: string, goal: Goal | null = null): Metric {
  const rounded = Number(value.toPrecision(3));
  return { name, value: rounded, unit, goal, ok: goal === null ? null : meets(rounded, goal) };
}

function meets(value: number, goal: Goal): boolean {
  return 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
}

export function describeMachine(): string {
  const cores = cpus();
  return `${cores.length} x ${cores[0]?.model.trim() ?? 'unknown processor'}, Node ${process.versions.node}`;
}

/** A table for people: a line for each figure, with its goal. */
export function asTable({ topic, machine, metrics }: Report): string {
  const width = Math.max(...metrics.map(({ name }) => name.length));
  const lines = metrics.map(({ name, value, unit, goal, ok }) => {
    const figure = `${value}`.padStart(8);
    const verdict = ok === null ? '' : ok ? '  met' : '  MISSED';
    return `  ${name.padEnd(width)}  ${figure} ${unit.padEnd(12)}${goal ? describeGoal(goal) : ''}${verdict}`;
  });
  return [`${topic} (${machine})`, ...lines, ''].join('\n');
}

function describeGoal(goal: Goal): string {
  return 'atMost' in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
}
