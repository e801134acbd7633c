import { NumberField as AriaNumberField, FieldError, Input, Label, Text } from 'react-aria-components';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
  readonly least?: number;
  readonly most?: number;
  /** Digits behind the point. */
  readonly digits?: number;
  readonly grouped?: boolean;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
  readonly placeholder?: string;
}

/** A number, or none. */
export function NumberField({ label, value, onChange, least, most, digits = 0, grouped, ...told }: NumberFieldProps) {
  const { hint, wrong, placeholder } = told;
  return (
    <AriaNumberField
      className="field"
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      {...(least === undefined ? {} : { minValue: least })}
      {...(most === undefined ? {} : { maxValue: most })}
      formatOptions={{ maximumFractionDigits: digits, useGrouping: grouped ?? false }}
      isInvalid={wrong !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Input {...(placeholder === undefined ? {} : { placeholder })} />
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{wrong}</FieldError>
    </AriaNumberField>
  );
}
