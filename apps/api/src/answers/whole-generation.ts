import { assetUses, type GenerationRow, outputsSoFar } from '@proofsheet/database';
import type { Dependencies } from '../dependencies.ts';
import type { Disposition } from './address.ts';
import { generationAnswer } from './generation.ts';
import { outputAnswer } from './output.ts';

/** A generation with what it uses and the outputs that it has so far. */
export async function wholeGenerationAnswer(dependencies: Dependencies, row: GenerationRow, disposition?: Disposition) {
  const { db } = dependencies;
  // Outputs and COMPLETED are written in one transaction: read in this order, COMPLETED never comes without them.
  const outputs = await outputsSoFar(db, row);
  return {
    ...generationAnswer(row),
    assets: await assetUses(db, row.id),
    outputs: await Promise.all(outputs.map((output) => outputAnswer(dependencies, output, disposition))),
  };
}
