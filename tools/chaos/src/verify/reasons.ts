import { isCompleted, isRejected } from '@proofsheet/domain';
import type { Ledger, OrderFacts } from '../traffic/ledger.ts';
import type { AssetFacts, GenerationFacts, Truth } from './truth.ts';
import { type Violation, violation } from './violation.ts';

/**
 * Why an order FAILED, an output is missing, an image was REJECTED: what was ordered explains it. Faults never do,
 * whatever they are: no generation is hit so often that its attempts could be used up.
 */
export function badReasons({ orders }: Ledger, { generations, assets }: Truth): Violation[] {
  const orderOf = (ticket: string | undefined) => (ticket === undefined ? undefined : orders.get(ticket));
  return [
    ...generations.flatMap((row) => ofGeneration(row, orderOf(row.metadata.ticket))),
    ...assets.flatMap((asset) => ofAsset(asset, orderOf(asset.originalName.replace(/\.jpg$/, '')))),
  ];
}

function ofGeneration(row: GenerationFacts, order: OrderFacts | undefined): Violation[] {
  const { id, status, error, missing } = row;
  const explained = order?.mustFail ? ['asset_rejected'] : [];
  const found: Violation[] = [];
  if (error && !explained.includes(error.code)) {
    found.push(violation('wrong', id, `${status} with ${error.code}, which nothing in its order explains`));
  }
  const odd = missing.filter(({ code }) => !order?.lacking || code !== 'no_template_fits');
  for (const { index, code } of odd) {
    found.push(violation('wrong', id, `the output ${index} is missing by ${code}, which its order does not explain`));
  }
  if (order?.lacking && isCompleted(status) && missing.length === 0) {
    found.push(violation('wrong', id, 'it has a picture that no template can make'));
  }
  return found;
}

function ofAsset({ id, status, error }: AssetFacts, order: OrderFacts | undefined): Violation[] {
  if (!isRejected(status) || order?.mustFail) return [];
  return [violation('wrong', `asset ${id}`, `REJECTED with ${error?.code}, and its image is whole`)];
}
