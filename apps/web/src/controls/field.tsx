import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components';

export interface FieldProps extends Omit<TextFieldProps, 'children'> {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What the server says is wrong with it. */
  readonly wrong?: string | undefined;
  /** How many characters it may have: what is left is shown near the end. */
  readonly most?: number | undefined;
  readonly placeholder?: string | undefined;
}

/** One line of text, with its label above and what is wrong with it below. */
export function Field({ label, hint, wrong, most, placeholder, ...props }: FieldProps) {
  const length = characters(props.value ?? '');
  const over = most !== undefined && length > most;
  return (
    <TextField {...props} isInvalid={over || wrong !== undefined} className="field" validationBehavior="aria">
      <span className="field-head">
        <Label>{label}</Label>
        {most !== undefined && length > most * 0.6 ? (
          <span className="count">
            {length}/{most}
          </span>
        ) : null}
      </span>
      <Input dir="auto" {...(placeholder === undefined ? {} : { placeholder })} />
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{over ? `At most ${most} characters.` : wrong}</FieldError>
    </TextField>
  );
}

/** As the server counts: white space is folded, and what is not of the first plane counts twice. */
function characters(text: string): number {
  return text.replace(/[^\S\u00a0\u202f\u2007\ufeff]+/g, ' ').trim().length;
}
