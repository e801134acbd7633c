export interface Stopwatch {
  /** Runs one step and records how long it took. The name may depend on the result. */
  time<T>(step: () => Promise<T>, name: string | ((result: T) => string)): Promise<T>;
  /** A line for each step, in the order in which they ended. */
  report(): string[];
}

export function stopwatch(): Stopwatch {
  const taken: { name: string; seconds: number }[] = [];
  return {
    async time(step, name) {
      const started = performance.now();
      const result = await step();
      const seconds = (performance.now() - started) / 1000;
      taken.push({ name: typeof name === 'string' ? name : name(result), seconds });
      return result;
    },
    report() {
      const width = Math.max(...taken.map(({ name }) => name.length)) + 2;
      return taken.map(({ name, seconds }) => `  ${name.padEnd(width)}${seconds.toFixed(1).padStart(5)} s`);
    },
  };
}
