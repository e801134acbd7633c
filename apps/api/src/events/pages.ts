import { type EventScope, type Position, readEvents } from '@proofsheet/database';
import { endsGeneration } from '@proofsheet/domain';
import { encode } from 'eventsource-encoder';
import { eventAnswer } from '../answers/event.ts';
import type { Dependencies } from '../dependencies.ts';

/** An event as it goes over the wire. */
export interface Frame {
  readonly position: Position;
  readonly text: string;
  /** Whether its generation has ended as of it; undefined where that is as it was. */
  readonly ends: boolean | undefined;
}

export interface Page {
  readonly frames: readonly Frame[];
  /** More may be there already. */
  readonly full: boolean;
}

/** What one stream holds in memory at most, beside the buffer of its socket. */
const PAGE = 20;

export type ReadPage = (scope: EventScope, after: Position, news: number) => Promise<Page>;

/**
 * Reads the next events behind a position. Streams that are woken together, at the same place of the same events, read
 * and encode them once: thousands of streams of one user cost one query. `news` is the number that each took before: only
 * those share a page of whom none has heard anything since it was asked for.
 */
export function openPages(dependencies: Dependencies): ReadPage {
  const asked = new Map<string, Promise<Page>>();
  return (scope, after, news) => {
    const name = JSON.stringify([scope.userId, scope.generationId, after, news]);
    const known = asked.get(name);
    if (known) return known;
    const page = readPage(dependencies, scope, after).finally(() => asked.delete(name));
    asked.set(name, page);
    return page;
  };
}

async function readPage(dependencies: Dependencies, scope: EventScope, after: Position): Promise<Page> {
  const rows = await readEvents(dependencies.db, { ...scope, after, limit: PAGE });
  const frames = rows.map(async (row): Promise<Frame> => {
    const { position, type } = row;
    const data = JSON.stringify(await eventAnswer(dependencies, row));
    return { position, text: encode({ id: position, event: type, data }), ends: endsGeneration(type) };
  });
  return { frames: await Promise.all(frames), full: rows.length === PAGE };
}
