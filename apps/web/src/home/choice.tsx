import { SelectField } from '../controls/select-field.tsx';

export interface ChoiceProps {
  readonly label: string;
  /** What stands for no choice. */
  readonly all: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly onChange: (value: string | undefined) => void;
}

const ALL = '';

/** One of several, or all. */
export function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  return (
    <SelectField
      label={label}
      isLabelUnseen
      options={[[ALL, all], ...options.map(({ id, name }) => [id, name] as const)]}
      value={value ?? ALL}
      onChange={(chosen) => onChange(chosen === ALL ? undefined : chosen)}
      isMarked={value !== undefined}
    />
  );
}
