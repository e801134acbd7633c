import type { GenerationWithOutputs } from '@proofsheet/client';
import { Button } from '../controls/button.tsx';
import { archiveOf } from '../server/generations.ts';

export interface SelectedProps {
  readonly generation: GenerationWithOutputs;
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
}

/** What is done with the pictures that are selected. */
export function Selected({ generation, selected, onClear }: SelectedProps) {
  const ids = generation.outputs.map(({ id }) => id).filter((id) => selected.has(id));
  if (ids.length === 0) return null;
  return (
    <section className="selected" aria-label="Selected pictures">
      <span role="status">{ids.length === 1 ? '1 picture' : `${ids.length} pictures`} selected</span>
      <Button onPress={onClear}>Select none</Button>
      <a
        className="button main"
        href={`${archiveOf(generation.id)}?${ids.map((id) => `output=${id}`).join('&')}`}
        download
      >
        Download selected
      </a>
    </section>
  );
}
