import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  FieldError,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';

export interface SelectFieldProps<Value extends string> {
  readonly label: string;
  /** Where what is around it says what it is, the label is only read out. */
  readonly isLabelUnseen?: boolean;
  readonly options: readonly (readonly [value: Value, shown: string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /** What was chosen is to be noticed. */
  readonly isMarked?: boolean;
  /** Stands beside it, and does something about it. */
  readonly beside?: ReactNode;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
}

/** One of several, in a list that opens. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, isLabelUnseen = false, options, value, onChange, isMarked = false, beside, hint, wrong } = props;
  return (
    <Select
      className="field select"
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      isInvalid={wrong !== undefined}
      validationBehavior="aria"
    >
      <Label {...(isLabelUnseen ? { className: 'unseen' } : {})}>{label}</Label>
      <span className="select-line">
        <Button className="button plain select-button" data-marked={isMarked || undefined}>
          <SelectValue className="select-value" />
          <ChevronDown aria-hidden size={16} />
        </Button>
        {beside}
      </span>
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{wrong}</FieldError>
      <Popover className="popover">
        <ListBox className="select-list">
          {options.map(([id, shown]) => (
            <ListBoxItem key={id} id={id} textValue={shown} className="option">
              {({ isSelected }) => (
                <>
                  <span dir="auto">{shown}</span>
                  {isSelected ? <Check aria-hidden size={16} /> : null}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
