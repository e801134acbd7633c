/** By the name of an errand, what is sent and what comes back; both are cloned on their way between the processes. */
export type Errands = Readonly<Record<string, { readonly ask: unknown; readonly answer: unknown }>>;

/** One at a time; each is answered once. */
export interface Request {
  readonly errand: string;
  readonly ask: unknown;
}

export type Answer = { readonly result: unknown } | { readonly failed: string };

/** What the watch of a process writes to standard output before it ends the process. */
export const OVER_MEMORY = 'over memory';
