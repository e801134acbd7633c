import type { Formats } from '@proofsheet/client';
import type { Change, Draft } from './draft.ts';
import type { FormatChoice } from './formats/choices.ts';
import { FormatPicker } from './formats/format-picker.tsx';
import { OrderSection } from './order-section.tsx';

export interface FormatSectionProps {
  readonly catalogue: Formats | undefined;
  readonly draft: Draft;
  readonly change: Change;
  readonly choices: readonly FormatChoice[];
  readonly wrong: string | undefined;
}

/** In which formats it is made. */
export function FormatSection({ catalogue, draft, change, choices, wrong }: FormatSectionProps) {
  const { kind, formats } = draft;
  return (
    <OrderSection
      title="Formats"
      aside={<span className="order-hint">{choices.length === 1 ? '1 chosen' : `${choices.length} chosen`}</span>}
    >
      {wrong ? (
        <p role="alert" className="order-wrong">
          {wrong}
        </p>
      ) : null}
      {catalogue ? (
        <FormatPicker
          key={kind}
          catalogue={catalogue}
          kind={kind}
          chosen={choices}
          onChange={(chosen) => change({ formats: { ...formats, [kind]: chosen } })}
        />
      ) : (
        <div className="formats-coming" role="status" aria-label="Loading the formats" />
      )}
      <p className="order-hint legend">
        <span className="legend-hatch" aria-hidden="true" /> Covered by the platform itself; words stay out of it.
      </p>
    </OrderSection>
  );
}
