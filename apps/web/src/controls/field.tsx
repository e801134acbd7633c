import { lineLength } from '@proofsheet/domain/copy-limits';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';

export interface FieldProps extends Omit<TextFieldProps, 'children'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it. */
  readonly wrong?: string | undefined;
  /** How much it may have: what is left is shown near the end. */
  readonly most?: number | undefined;
  /** How that is counted: as characters of a line, where left out. */
  readonly count?: ((text: string) => number) | undefined;
  readonly unit?: string | undefined;
  readonly placeholder?: string | undefined;
  /** How many lines high it is; the text is one line all the same. */
  readonly rows?: number | undefined;
}

/** From this share of its limit on a field shows how much there is. */
const NEAR = 0.6;

/** One line of text, with its label above and what is wrong with it below. */
export function Field({ label, hint, wrong, most, count = lineLength, unit, placeholder, rows, ...props }: FieldProps) {
  const length = most === undefined ? 0 : count(props.value ?? '');
  const over = most !== undefined && length > most;
  const shown = { dir: 'auto', ...(placeholder === undefined ? {} : { placeholder }) };
  return (
    <TextField {...props} isInvalid={over || wrong !== undefined} className="field" validationBehavior="aria">
      <span className="field-head">
        <Label>{label}</Label>
        {most !== undefined && length > most * NEAR ? (
          <span className="count">
            {length}/{most}
          </span>
        ) : null}
      </span>
      {rows === undefined ? <Input {...shown} /> : <TextArea rows={rows} {...shown} />}
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{over ? `At most ${most} ${unit ?? 'characters'}.` : wrong}</FieldError>
    </TextField>
  );
}
