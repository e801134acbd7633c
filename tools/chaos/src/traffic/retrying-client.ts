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

/** One user's way to an API that may die at any moment. */
export function retryingClient(api: string, apiKey: string) {
  const client = apiClient(api, apiKey);
  /** Undefined: the API died, or did not answer in time; what was asked for may have been done. */
  async function once({ path, key, body = {} }: Call): Promise<ApiAnswer | undefined> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    return client.post(path, body, { idempotencyKey: key, signal }).catch(() => undefined);
  }
  return {
    once,
    /**
     * Asks the same again until there is an answer that is not "later". Throws when the signal says that it is over.
     */
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
