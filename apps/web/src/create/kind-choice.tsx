import type { GenerationKind } from '@proofsheet/client';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { KIND_NAMES } from '../server/generations.ts';

export interface KindChoiceProps {
  readonly value: GenerationKind;
  readonly onChange: (kind: GenerationKind) => void;
}

/** What the pictures are for. */
export function KindChoice({ value, onChange }: KindChoiceProps) {
  return (
    <RadioGroup
      className="kinds"
      orientation="horizontal"
      value={value}
      onChange={(kind) => onChange(kind as GenerationKind)}
    >
      <Label className="unseen">What is it for?</Label>
      <div className="segments">
        {Object.entries(KIND_NAMES).map(([kind, name]) => (
          <Radio key={kind} value={kind}>
            {name}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
