import { setTimeout as delay } from 'node:timers/promises';
import { type ApiAnswer, apiClient } from '@proofsheet/local-system/api-client';

interface Call {
  readonly path: string;
  readonly key?: string | undefined;
  readonly body?: object | FormData;
}

/** Longer than the API needs to notice that one of its servers does not answer. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 400;

/** The client of one user, for an API that may die at any moment. */
export function retryingClient(api: string, apiKey: string) {
  const client = apiClient(api, apiKey);
  /** Undefined when the API died or did not answer in time; it may have done the request all the same. */
  async function once({ path, key, body = {} }: Call): Promise<ApiAnswer | undefined> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return client.post(path, body, { idempotencyKey: key, signal }).catch(() => undefined);
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
