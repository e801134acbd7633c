import type { Failure, GenerationWithOutputs, Problem } from './generated/api.generated.ts';

/** The stable codes of problems: branch on these. A newer server may have more. */
export type ErrorCode = Problem['code'];

/** A field that is wrong: `pointer` is a JSON Pointer into what was sent. */
export type FieldProblem = NonNullable<Problem['errors']>[number];

/** 5xx beyond these would go wrong the same way again. */
const PASSING = [408, 425, 429, 500, 502, 503, 504];

/** The server refused a request, or could not do what it asks for. The message says which request, and why. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  /** `unknown` where the answer was none of Proofsheet's, but a proxy's on the way for example. */
  readonly code: ErrorCode | 'unknown';
  /** All fields that are wrong. */
  readonly fields: readonly FieldProblem[];
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  readonly retryAfterSeconds: number | undefined;
  /** As in the log of the server. */
  readonly requestId: string | undefined;
  /** The whole problem, where the answer was one. */
  readonly problem: Problem | undefined;

  constructor(
    request: string,
    answer: { status: number; text: string; retryAfterSeconds?: number | undefined; requestId?: string | undefined },
  ) {
    const problem = problemIn(answer.text);
    super(`${request} answered ${answer.status}: ${problem ? reasonOf(problem) : answer.text.trim().slice(0, 300)}`);
    this.status = answer.status;
    this.problem = problem;
    this.code = problem?.code ?? 'unknown';
    this.fields = problem?.errors ?? [];
    this.retryable = retryableIn(problem) ?? PASSING.includes(answer.status);
    this.retryAfterSeconds = answer.retryAfterSeconds;
    this.requestId = problem?.requestId ?? answer.requestId;
  }
}

/** No answer came, or not all of it: the server may have done what was asked, or not. `cause` has the reason. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  readonly retryable = true;
}

/** A generation ended without being COMPLETED. */
export class GenerationError extends Error {
  override readonly name = 'GenerationError';
  readonly generation: GenerationWithOutputs;
  readonly code: Failure['code'] | 'cancelled';

  constructor(generation: GenerationWithOutputs) {
    const { id, status, error } = generation;
    super(`The generation ${id} ended as ${status}${error ? `: ${error.message} (${error.code})` : ''}.`);
    this.generation = generation;
    this.code = error?.code ?? 'cancelled';
  }
}

function problemIn(text: string): Problem | undefined {
  try {
    const { code, title, status } = JSON.parse(text);
    if (typeof code === 'string' && typeof title === 'string' && typeof status === 'number') return JSON.parse(text);
  } catch {
    // No JSON: somebody else's answer.
  }
  return undefined;
}

function reasonOf({ title, detail, field }: Problem): string {
  return `${title}.${detail ? ` ${detail}` : ''}${field ? ` (${field})` : ''}`;
}

function retryableIn(problem: Problem | undefined): boolean | undefined {
  const said = (problem as { retryable?: unknown } | undefined)?.retryable;
  return typeof said === 'boolean' ? said : undefined;
}
