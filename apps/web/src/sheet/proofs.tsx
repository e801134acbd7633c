import type { GenerationWithOutputs, Output } from '@proofsheet/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Shape } from '../create/formats/choices.ts';
import { formatsQuery } from '../server/catalogue.ts';
import { Later } from '../shell/later.tsx';
import { Coming, comingOf } from './coming.tsx';
import { Lightbox } from './lightbox.tsx';
import { Proof } from './proof.tsx';
import { Selected } from './selected.tsx';
import type { Selection } from './use-selection.ts';

/** The best first, each with all of its formats. */
export function variantsOf(outputs: readonly Output[]): Output[][] {
  return [...Map.groupBy(outputs, ({ variant }) => variant).values()];
}

export interface ProofsProps {
  readonly generation: GenerationWithOutputs;
  readonly selection: Selection;
}

/** A row for each variant, in it every format. */
export function Proofs({ generation, selection }: ProofsProps) {
  const { outputs, missing, status } = generation;
  const completed = status === 'COMPLETED';
  const [opened, setOpened] = useState<string>();
  const variants = variantsOf(outputs);
  const { data: catalogue } = useQuery(formatsQuery);
  const coming = comingOf(generation, catalogue);
  // After the frame of the page.
  const drawings = new Map(variants.flat().map(({ id }, place) => [id, place + 1]));
  return (
    <>
      <div className={generation.kind === 'AD' ? 'proofs rows' : 'proofs'}>
        {variants.map((made, place) => (
          <Variant key={made[0]?.variant} outputs={made} coming={coming[place] ?? []} best={place === 0 && completed}>
            {(output) => {
              const alone = made.length === 1 && (coming[place] ?? []).length === 0;
              return (
                <Later
                  key={output.id}
                  drawings={drawings.get(output.id) ?? 1}
                  before={<Coming shape={output} alone={alone} />}
                >
                  <Proof
                    generation={generation}
                    output={output}
                    alone={alone}
                    selected={selection.ids.has(output.id)}
                    onSelect={(on) => selection.select(output.id, on)}
                    onOpen={() => setOpened(output.id)}
                  />
                </Later>
              );
            }}
          </Variant>
        ))}
        {coming.slice(variants.length).map((shapes, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place that waits is like any other.
          <div key={place} className="variant-row variant-coming">
            {shapes.map((shape) => (
              <Coming key={shape.name} shape={shape} alone={shapes.length === 1} />
            ))}
          </div>
        ))}
        {missing.length > 0 ? (
          <section className="missing" aria-label="Missing pictures">
            <h2>Not made</h2>
            <ul>
              {missing.map(({ index, format, message }) => (
                <li key={index}>
                  <b>{format}</b> {message}
                </li>
              ))}
            </ul>
          </section>
        ) : null}
      </div>
      <Selected generation={generation} selected={selection.ids} onClear={selection.clear} />
      <Lightbox outputs={outputs} completed={completed} opened={opened} onOpen={setOpened} />
    </>
  );
}

interface VariantProps {
  readonly outputs: readonly Output[];
  readonly coming: readonly Shape[];
  readonly best: boolean;
  readonly children: (output: Output) => React.ReactNode;
}

function Variant({ outputs, coming, best, children }: VariantProps) {
  const [first] = outputs;
  if (!first) return null;
  return (
    <section className="variant" aria-label={`${first.template}${best ? ', the best' : ''}`}>
      <h2 className="variant-name">
        {first.template}
        {best ? <span className="best">best</span> : null}
      </h2>
      <div className="variant-row">
        {outputs.map(children)}
        {coming.map((shape) => (
          <Coming key={shape.name} shape={shape} alone={false} />
        ))}
      </div>
    </section>
  );
}
