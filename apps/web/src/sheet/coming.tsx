import type { Formats, GenerationWithOutputs } from '@proofsheet/client';
import { type Shape, shapeOf } from '../create/formats/choices.ts';
import { hasEnded } from '../server/generations.ts';
import { shownWidth } from './shown-width.ts';

/** The formats that are still to come, of each variant in its place: what has been begun first, and those of whole variants. */
export function comingOf(
  generation: GenerationWithOutputs,
  catalogue: Formats | undefined,
): readonly (readonly Shape[])[] {
  const { spec, outputs } = generation;
  if (hasEnded(generation) || !catalogue) return [];
  const shapes = spec.formats.flatMap((choice) => shapeOf(catalogue, choice) ?? []);
  const begun = [...Map.groupBy(outputs, ({ variant }) => variant).values()];
  const missing = begun.map((made) => shapes.filter(({ name }) => !made.some(({ format }) => format === name)));
  return [...missing, ...Array.from({ length: Math.max(0, spec.variants - begun.length) }, () => shapes)];
}

interface ComingProps {
  readonly shape: Pick<Shape, 'width' | 'height'>;
  readonly alone: boolean;
}

/** The frame of a picture until it is there. */
export function Coming({ shape: { width, height }, alone }: ComingProps) {
  return (
    <span
      className="coming-proof"
      aria-hidden="true"
      style={{ aspectRatio: `${width} / ${height}`, inlineSize: alone ? '100%' : shownWidth({ width, height }) }}
    />
  );
}
