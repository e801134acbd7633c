import { ChevronDown } from 'lucide-react';
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
  readonly options: readonly (readonly [value: Value, shown: string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly hint?: string | undefined;
  readonly wrong?: string | undefined;
}

/** One of several, in a list that opens. */
export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, options, value, onChange, hint, wrong } = props;
  return (
    <Select
      className="field select-field"
      value={value}
      onChange={(chosen) => onChange(chosen as Value)}
      isInvalid={wrong !== undefined}
      validationBehavior="aria"
    >
      <Label>{label}</Label>
      <Button className="button plain select-button">
        <SelectValue className="select-value" />
        <ChevronDown aria-hidden size={16} />
      </Button>
      {hint ? <Text slot="description">{hint}</Text> : null}
      <FieldError>{wrong}</FieldError>
      <Popover className="popover">
        <ListBox className="select-list">
          {options.map(([id, shown]) => (
            <ListBoxItem key={id} id={id} textValue={shown} className="option">
              <span dir="auto">{shown}</span>
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
