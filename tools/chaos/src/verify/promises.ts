import { isCancelled, isCompleted } from '@proofsheet/domain';
import type { Ledger, Promised } from '../traffic/ledger.ts';
import type { GenerationFacts, Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

/** Compares what the users were told with what became of it. */
export function brokenPromises({ promises, surprises }: Ledger, { generations }: Truth): Violation[] {
  const rows = new Map(generations.map((row) => [row.id, row]));
  const found = [...promises.values()].flatMap((promised) => [
    ...[...promised.ids].flatMap((id) => ofAccepted(promised, id, rows.get(id))),
    ...twiceAnswered(promised),
  ]);
  const odd = surprises.map(({ ticket, what }) => violation('wrong', `order ${ticket}`, what));
  return [...found, ...madeTwice(generations), ...odd];
}

function ofAccepted({ mustFail, cancelled }: Promised, id: string, row: GenerationFacts | undefined): Violation[] {
  if (!row) return [violation('lost', id, 'it was answered with 202, and there is no row of it')];
  if (cancelled && !isCancelled(row.status)) {
    return [violation('wrong', id, `its cancellation was answered with 200, and it is ${row.status}`)];
  }
  if (mustFail && isCompleted(row.status)) {
    return [violation('wrong', id, 'its image cannot be read, and it is COMPLETED')];
  }
  return [];
}

function twiceAnswered({ ticket, ids: all }: Promised): Violation[] {
  const [first, ...others] = all;
  return others.map((id) => violation('duplicated', id, `the order ${ticket} was answered with ${first} before`));
}

/** No order has two rows, even where an answer was lost. */
function madeTwice(generations: readonly GenerationFacts[]): Violation[] {
  const byTicket = Map.groupBy(generations, ({ metadata }) => metadata.ticket);
  return [...byTicket].flatMap(([ticket, [, ...others]]) =>
    others.map(({ id }) => violation('duplicated', id, `the order ${ticket} has ${others.length + 1} generations`)),
  );
}
