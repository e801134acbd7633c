import { setTimeout as delay } from 'node:timers/promises';

/** What came back, whatever its status. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Call {
  readonly path: string;
  readonly key?: string | undefined;
  readonly body?: object | FormData;
}

/** Longer than the API needs to notice that one of its servers does not answer. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 400;

/**
 * The client of one user, for an API that may die at any moment. It has no library under it: one that tries again by
 * itself would hide what is looked for here.
 */
export function retryingClient(api: string, apiKey: string) {
  /** Undefined when the API died or did not answer in time; it may have done the request all the same. */
  async function once(call: Call): Promise<ApiAnswer | undefined> {
    return post(api, apiKey, call).catch(() => undefined);
  }
  return {
    once,
    /** Repeats the request until the answer is not "try later" (5xx, 429). Throws when the signal is aborted. */
    async untilAnswered(call: Call, over: AbortSignal): Promise<ApiAnswer> {
      for (;;) {
        const answer = await once(call);
        if (answer && answer.status < 500 && answer.status !== 429) return answer;
        over.throwIfAborted();
        await delay(PAUSE_MS);
      }
    },
  };
}
export type RetryingClient = ReturnType<typeof retryingClient>;

async function post(api: string, apiKey: string, { path, key, body = {} }: Call): Promise<ApiAnswer> {
  const isForm = body instanceof FormData;
  const answer = await fetch(`${api}${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(isForm ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
    },
    body: isForm ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  return { status: answer.status, body: await answer.json() };
}
