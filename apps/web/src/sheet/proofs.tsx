import type { GenerationWithOutputs, Output } from '@proofsheet/client';
import { Proof } from './proof.tsx';

/** A row for each variant, the best first; in it every format. */
export function Proofs({ generation }: { readonly generation: GenerationWithOutputs }) {
  const completed = generation.status === 'COMPLETED';
  const variants = [...Map.groupBy(generation.outputs, ({ variant }) => variant).values()];
  return (
    <div className={generation.kind === 'AD' ? 'proofs rows' : 'proofs'}>
      {variants.map((outputs, place) => (
        <Variant key={outputs[0]?.variant} outputs={outputs} best={place === 0 && completed} completed={completed} />
      ))}
      {generation.missing.length > 0 ? (
        <section className="missing" aria-label="Missing pictures">
          <h2>Not made</h2>
          <ul>
            {generation.missing.map(({ index, format, message }) => (
              <li key={index}>
                <b>{format}</b> {message}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  );
}

interface VariantProps {
  readonly outputs: readonly Output[];
  readonly best: boolean;
  readonly completed: boolean;
}

function Variant({ outputs, best, completed }: VariantProps) {
  const [first] = outputs;
  if (!first) return null;
  const name = `${first.template}${best ? ', the best' : ''}`;
  return (
    <section className="variant" aria-label={name}>
      <h2 className="variant-name">
        {first.template}
        {best ? <span className="best">best</span> : null}
      </h2>
      <div className="variant-row">
        {outputs.map((output) => (
          <Proof key={output.id} output={output} alone={outputs.length === 1} completed={completed} />
        ))}
      </div>
    </section>
  );
}
