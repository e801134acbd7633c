import type { Output } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ToggleButton } from 'react-aria-components';
import { inWords } from '../server/client.ts';
import { setFavourite } from '../server/outputs.ts';
import { nameOf } from './name-of.ts';

export function Favourite({ output }: { readonly output: Output }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (favourite: boolean) => setFavourite(output, favourite),
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['generation', output.generationId] }),
        queries.invalidateQueries({ queryKey: ['outputs'] }),
      ]),
  });
  // What failed is told where it was pressed; the star is again as it is kept.
  const selected = change.isPending ? change.variables : output.favourite;
  return (
    <>
      {change.error ? (
        <span role="alert" className="bar-note">
          {inWords(change.error)}
        </span>
      ) : null}
      <ToggleButton
        className="icon favourite"
        aria-label={`Favourite ${nameOf(output)}`}
        isSelected={selected}
        onChange={(favourite) => change.mutate(favourite)}
      >
        {selected ? '★' : '☆'}
      </ToggleButton>
    </>
  );
}
