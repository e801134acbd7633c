import type { GenerationWithOutputs, Output } from '@proofsheet/client';
import { useLocation } from '@tanstack/react-router';
import { Download, Layers, ScanSearch } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import { CheckBox } from '../controls/check-box.tsx';
import { Picture } from '../grid/picture.tsx';
import { SaidOf } from '../reviews/said-of.tsx';
import { downloadOf } from '../server/outputs.ts';
import { Favourite } from './favourite.tsx';
import { Findings } from './findings.tsx';
import { Marks } from './marks.tsx';
import { nameOf } from './name-of.ts';
import { Score } from './score.tsx';
import { shownWidth } from './shown-width.ts';
import { useOrder } from './use-order.ts';

/** What stands below a tower needs more room than the tower. */
const LEAST_PX = 208;

export interface ProofProps {
  readonly generation: GenerationWithOutputs;
  readonly output: Output;
  /** The only format of its variant: as large as there is room. */
  readonly alone: boolean;
  readonly selected: boolean;
  readonly onSelect: (selected: boolean) => void;
  readonly onOpen: () => void;
}

/** One picture with what was found in it, and what can be done with it. */
export function Proof({ generation, output, alone, selected, onSelect, onOpen }: ProofProps) {
  const { format, width, height, score, report } = output;
  const name = nameOf(output);
  const completed = generation.status === 'COMPLETED';
  const shown = shownWidth(output);
  const { chosen, comeIntoView } = useChosen(output.id);
  const [pointed, onPoint] = useState<number>();
  const [all, setAll] = useState(false);
  const findings = report.findings ?? [];
  const placed = findings.some(({ boxes }) => boxes !== undefined);
  return (
    <figure
      ref={comeIntoView}
      className={chosen ? 'proof chosen' : 'proof'}
      id={output.id}
      style={alone ? undefined : { width: Math.max(LEAST_PX, shown) }}
    >
      <div className="proof-picture" style={alone ? undefined : { maxWidth: shown }}>
        <Button className="proof-open" aria-label={`Look closely at ${name}`} onPress={onOpen}>
          <Picture
            output={output}
            width={alone ? 640 : shown}
            alt={`${format}, ${width} by ${height} pixels`}
            completed={completed}
          />
        </Button>
        <Marks findings={findings} all={all} pointed={pointed} onPoint={onPoint} />
      </div>
      <figcaption>
        <span className="proof-head">
          {completed ? <CheckBox aria-label={`Select ${name}`} isSelected={selected} onChange={onSelect} /> : null}
          <span className="format" title={format}>
            {format}
          </span>
          <Score score={score} />
          {placed ? (
            <ToggleButton
              className="icon"
              aria-label={`Mark the findings on ${name}`}
              isSelected={all}
              onChange={setAll}
            >
              <ScanSearch aria-hidden size={18} />
            </ToggleButton>
          ) : null}
          {completed ? <Use generation={generation} output={output} /> : null}
        </span>
        <SaidOf generationId={generation.id} outputId={output.id} />
        <Findings generation={generation} findings={findings} pointed={pointed} onPoint={onPoint} />
      </figcaption>
    </figure>
  );
}

function Use({ generation, output }: Pick<ProofProps, 'generation' | 'output'>) {
  const more = useOrder(generation);
  return (
    <>
      <Favourite output={output} />
      <Button
        className="icon"
        aria-label={`More like ${nameOf(output)}`}
        isDisabled={more.isPending}
        onPress={() => more.mutate({ like: output.id })}
      >
        <Layers aria-hidden size={18} />
      </Button>
      <a className="icon" href={downloadOf(output)} download aria-label={`Download ${nameOf(output)}`}>
        <Download aria-hidden size={18} />
      </a>
    </>
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
