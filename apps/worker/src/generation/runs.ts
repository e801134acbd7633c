import type { KeptOutput } from '@proofsheet/database';
import type { GenerationSpec } from '@proofsheet/domain';

/** What the renderer is asked for at once: some formats of some variants of a generation. */
export interface Run {
  readonly formats: GenerationSpec['formats'];
  readonly variants: number;
  /** Where the output at this index of the run belongs; undefined where that is there already. */
  placeOf(index: number): Place | undefined;
}

/** Where an output belongs in its generation. */
export interface Place {
  readonly index: number;
  readonly variant: number;
}

/**
 * What is to be made of a generation: all of it in one run, or what an earlier run has left out. Variants that lack the
 * same formats are made together. One of which nothing is there must not look like those that are: it comes behind as many
 * others as there are, which are made again to be told from and thrown away.
 */
export function runsOf({ formats, variants }: GenerationSpec, kept: readonly KeptOutput[]): Run[] {
  const there = new Set(kept.map(({ index }) => index));
  const lacking = (variant: number) =>
    formats.map((_, position) => position).filter((position) => !there.has(variant * formats.length + position));
  const incomplete = Array.from({ length: variants }, (_, variant) => variant).filter(
    (variant) => lacking(variant).length > 0,
  );
  const alike = Map.groupBy(incomplete, (variant) => lacking(variant).join());
  return [...alike.values()].map((group) => {
    const positions = lacking(group[0] ?? 0);
    const before = positions.length === formats.length ? variants - group.length : 0;
    return {
      formats: formats.filter((_, position) => positions.includes(position)),
      variants: before + group.length,
      placeOf(index) {
        const variant = group[Math.floor(index / positions.length) - before];
        const position = positions[index % positions.length] ?? 0;
        return variant === undefined ? undefined : { index: variant * formats.length + position, variant };
      },
    };
  });
}
