import type { Output } from '@proofsheet/client';
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';

export interface VariantChoiceProps {
  readonly label: string;
  /** Where several stand below each other, each says what it chooses. */
  readonly isLabelled?: boolean;
  readonly outputs: readonly Output[];
  /** Where a picture stands on the whole sheet, from 0. */
  readonly placeOf: (output: Output) => number;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** One of several pictures, by their names. */
export function VariantChoice({ label, isLabelled = false, outputs, placeOf, chosen, onChoose }: VariantChoiceProps) {
  const severalFormats = new Set(outputs.map(({ format }) => format)).size > 1;
  const choice = (
    <ToggleButtonGroup
      aria-label={label}
      className="segments variant-choice"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={chosen === undefined ? [] : [chosen]}
      onSelectionChange={([id]) => onChoose(String(id))}
    >
      {outputs.map((output) => (
        <ToggleButton key={output.id} id={output.id}>
          {placeOf(output) + 1} {output.template}
          {severalFormats ? ` · ${output.format}` : ''}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
  if (!isLabelled) return choice;
  return (
    <div className="variant-line">
      <span aria-hidden="true">{label}</span>
      {choice}
    </div>
  );
}
