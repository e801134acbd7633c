import { awaitsIngest, isTerminal } from '@proofsheet/domain';
import type { EventFacts, GenerationFacts, Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

/** Every generation has ended exactly once, and no lease is left. */
export function badEnds({ generations, events, assets }: Truth): Violation[] {
  const eventsOf = Map.groupBy(events, ({ generationId }) => generationId);
  const pending = assets.filter(({ status }) => awaitsIngest(status));
  return [
    ...generations.flatMap((row) => [...endOf(row), ...toldOf(row, eventsOf.get(row.id) ?? [])]),
    ...pending.map(({ id }) => violation('lost', `asset ${id}`, 'it was never analysed')),
  ];
}

function endOf({ id, status, attempt, leaseUntil }: GenerationFacts): Violation[] {
  if (!isTerminal(status)) return [violation('lost', id, `it is still ${status}, at attempt ${attempt}`)];
  return leaseUntil === null ? [] : [violation('wrong', id, `it is ${status} under a lease`)];
}

const ENDS = { COMPLETED: 'generation.completed', FAILED: 'generation.failed', CANCELLED: 'generation.cancelled' };

/**
 * There is one event for its creation, one for its end, and none for another end. A retry leads to the same end as the
 * run before: what it asks for can no more be made than before.
 */
function toldOf({ id, status }: GenerationFacts, events: readonly EventFacts[]): Violation[] {
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const runs = 1 + count('generation.retried');
  return ['generation.created', ...Object.values(ENDS)].flatMap((type) => {
    const told = count(type);
    const due = type === 'generation.created' ? 1 : type === ENDS[status as keyof typeof ENDS] ? runs : 0;
    if (told === due) return [];
    return [violation(told > due ? 'duplicated' : 'lost', id, `${status}, with ${told} events ${type}`)];
  });
}
