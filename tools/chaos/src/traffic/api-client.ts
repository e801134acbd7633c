import { setTimeout as delay } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Asked {
  readonly path: string;
  readonly key?: string | undefined;
  readonly body?: object | FormData;
}

/** Longer than the API needs to notice that one of its servers does not answer. */
const PATIENCE_MS = 10_000;
const PAUSE_MS = 400;

/** One user's way to the API. */
export function apiClient(api: string, apiKey: string) {
  /** Undefined: it died, or did not answer in time; what was asked for may have been done. */
  async function once({ path, key, body = {} }: Asked): Promise<Answer | undefined> {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
      ...(key ? { 'idempotency-key': key } : {}),
    };
    try {
      const answer = await fetch(`${api}${path}`, {
        method: 'POST',
        headers,
        body: body instanceof FormData ? body : JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { status: answer.status, body: (await answer.json()) as Answer['body'] };
    } catch {
      return undefined;
    }
  }
  return {
    once,
    /** Asks the same again until there is an answer that is not "later". Throws when the signal says that it is over. */
    async untilAnswered(asked: Asked, over: AbortSignal): Promise<Answer> {
      for (;;) {
        const answer = await once(asked);
        if (answer && answer.status < 500 && answer.status !== 429) return answer;
        over.throwIfAborted();
        await delay(PAUSE_MS);
      }
    },
  };
}
export type ApiClient = ReturnType<typeof apiClient>;
