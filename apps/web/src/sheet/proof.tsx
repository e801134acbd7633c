import type { Finding, Output } from '@proofsheet/client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useCallback } from 'react';
import { ToggleButton } from 'react-aria-components';
import { Picture } from '../grid/picture.tsx';
import { inWords } from '../server/client.ts';
import { downloadOf, setFavourite } from '../server/outputs.ts';

/** Formats of one variant are equally tall, strips flatter, so that a row can be compared at a glance. */
const TALL_PX = 240;
const WIDE_PX = 728;
/** What stands below a tower needs more room than the tower. */
const LEAST_PX = 208;

export interface ProofProps {
  readonly output: Output;
  /** The only format of its variant: as large as there is room. */
  readonly alone: boolean;
  readonly completed: boolean;
}

/** One picture with what was found in it, and what can be done with it. */
export function Proof({ output, alone, completed }: ProofProps) {
  const { format, width, height, score, report } = output;
  // No picture is made larger than it is.
  const shown = Math.min((TALL_PX * width) / height, WIDE_PX, width);
  const { chosen, comeIntoView } = useChosen(output.id);
  const whole = completed ? `/v1/outputs/${output.id}/content?disposition=inline` : output.url;
  return (
    <figure
      ref={comeIntoView}
      className={chosen ? 'proof chosen' : 'proof'}
      id={output.id}
      style={alone ? undefined : { width: Math.max(LEAST_PX, shown) }}
    >
      <a href={whole} target="_blank" rel="noreferrer" style={alone ? undefined : { maxWidth: shown }}>
        <Picture
          output={output}
          width={alone ? 640 : shown}
          alt={`${format}, ${width} by ${height} pixels`}
          completed={completed}
        />
      </a>
      <figcaption>
        <span className="proof-head">
          <span className="format">{format}</span>
          <Score score={score} />
          {completed ? (
            <>
              <Favourite output={output} />
              <a className="icon" href={downloadOf(output)} download aria-label={`Download ${format}`}>
                ↓
              </a>
            </>
          ) : null}
        </span>
        <Findings findings={report.findings ?? []} />
      </figcaption>
    </figure>
  );
}

/** The picture that the address names behind its `#` is marked, and is seen as soon as it is there. */
function useChosen(id: string) {
  const chosen = useLocation({ select: ({ hash }) => hash === id });
  const comeIntoView = useCallback(
    (figure: HTMLElement | null) => {
      if (chosen) figure?.scrollIntoView({ block: 'nearest' });
    },
    [chosen],
  );
  return { chosen, comeIntoView };
}

function Score({ score }: { readonly score: number }) {
  const percent = Math.round(score * 100);
  const look = percent >= 85 ? 'good' : percent >= 60 ? 'fair' : 'poor';
  return (
    <span className={`score ${look}`} title="How sound the inspection found it, of 100">
      {percent}
    </span>
  );
}

function Favourite({ output }: { readonly output: Output }) {
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
        aria-label={`Favourite ${output.format}`}
        isSelected={selected}
        onChange={(favourite) => change.mutate(favourite)}
      >
        {selected ? '★' : '☆'}
      </ToggleButton>
    </>
  );
}

function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  if (findings.length === 0) return null;
  return (
    <ul className="findings">
      {findings.map(({ code, severity, message }) => (
        <li key={`${code} ${message}`} className={severity}>
          {message}
        </li>
      ))}
    </ul>
  );
}
