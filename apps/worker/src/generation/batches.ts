import type { KeptOutput } from '@proofsheet/database';
import type { GenerationSpec } from '@proofsheet/domain';

/** What the renderer is asked for at once: some formats of some variants of a generation. */
export interface Batch {
  readonly formats: GenerationSpec['formats'];
  readonly variants: number;
  /** Where an output of the batch belongs in its generation. Undefined: that output exists already. */
  positionOf(index: number): OutputPosition | undefined;
}

export interface OutputPosition {
  readonly index: number;
  readonly variant: number;
}

/**
 * What is to be made of a generation: everything in one batch, or what an earlier run has left out. Variants that lack
 * the same formats are made together. A variant that lacks all of them must not look like those that exist: it comes
 * behind as many others as there are, which are made again for comparison and thrown away.
 */
export function batchesOf({ formats, variants }: GenerationSpec, kept: readonly KeptOutput[]): Batch[] {
  const existing = new Set(kept.map(({ index }) => index));
  const lacking = (variant: number) =>
    formats.map((_, format) => format).filter((format) => !existing.has(variant * formats.length + format));
  const incomplete = Array.from({ length: variants }, (_, variant) => variant).filter(
    (variant) => lacking(variant).length > 0,
  );
  const alike = Map.groupBy(incomplete, (variant) => lacking(variant).join());
  return [...alike.values()].map((group) => {
    const lacked = lacking(group[0] ?? 0);
    const before = lacked.length === formats.length ? variants - group.length : 0;
    return {
      formats: formats.filter((_, format) => lacked.includes(format)),
      variants: before + group.length,
      positionOf(index) {
        const variant = group[Math.floor(index / lacked.length) - before];
        const format = lacked[index % lacked.length] ?? 0;
        return variant === undefined ? undefined : { index: variant * formats.length + format, variant };
      },
    };
  });
}
