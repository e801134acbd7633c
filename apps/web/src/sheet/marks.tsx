import type { Finding } from '@proofsheet/client';
import { Button } from 'react-aria-components';
import { inPlainWords } from './finding-words.ts';

export interface MarksProps {
  readonly findings: readonly Finding[];
  /** All of them; otherwise only the one that is pointed at. */
  readonly all: boolean;
  readonly pointed: number | undefined;
  readonly onPoint: (finding: number | undefined) => void;
}

/** Outlines on a picture, where its findings are. Who points at one is shown its words. */
export function Marks({ findings, all, pointed, onPoint }: MarksProps) {
  return (
    <span className="marks">
      {findings.flatMap((finding, place) => {
        if (!all && pointed !== place) return [];
        return (finding.boxes ?? []).map(({ x, y, width, height }, box) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes.
            key={`${place}-${box}`}
            className={`mark-box ${finding.severity}${pointed === place ? ' pointed' : ''}`}
            style={{ left: of(x), top: of(y), width: of(width), height: of(height) }}
            aria-label={inPlainWords(finding)}
            excludeFromTabOrder={!all || box > 0}
            onHoverStart={() => onPoint(place)}
            onHoverEnd={() => onPoint(undefined)}
            onFocus={() => onPoint(place)}
            onBlur={() => onPoint(undefined)}
          >
            {all && box === 0 ? <span className="mark-number">{place + 1}</span> : null}
          </Button>
        ));
      })}
    </span>
  );
}

function of(share: number): string {
  return `${share * 100}%`;
}
