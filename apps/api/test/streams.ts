import { EVENT_TYPES, type EventType } from '@proofsheet/domain';
import { EventSource } from 'eventsource';
import { EventSourceParserStream } from 'eventsource-parser/stream';

export interface StreamedEvent {
  readonly id: string;
  readonly type: EventType;
  readonly generationId: string | null;
  readonly assetId: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: each type carries other things
  readonly [field: string]: any;
}

/** Follows as a browser does: it comes back by itself, behind the last event that it has. */
export function follow(url: string, key: string) {
  const events: StreamedEvent[] = [];
  const statuses: number[] = [];
  const source = new EventSource(url, {
    async fetch(input, init) {
      const answer = await fetch(input, { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } });
      statuses.push(answer.status);
      return answer;
    },
  });
  for (const type of EVENT_TYPES)
    source.addEventListener(type, ({ data, lastEventId }) => {
      const event = JSON.parse(data);
      if (event.id !== lastEventId || event.type !== type) throw new Error(`${data} came as ${type} ${lastEventId}`);
      events.push(event);
    });
  return { source, events, statuses, types: () => events.map(({ type }) => type), close: () => source.close() };
}

/** One connection, read event by event and left at any place; `id` alone comes first. */
export async function* readStream(
  url: string,
  { key, after, signal }: { key: string; after?: string | undefined; signal?: AbortSignal },
): AsyncGenerator<StreamedEvent> {
  const headers = { authorization: `Bearer ${key}`, ...(after && { 'last-event-id': after }) };
  const answer = await fetch(url, { headers, signal: signal ?? null });
  if (answer.status !== 200 || !answer.body) throw new Error(`${url} answered ${answer.status}`);
  const messages = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  for await (const { data } of messages) yield JSON.parse(data);
}
