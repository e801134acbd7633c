import { Check, ChevronDown } from 'lucide-react';
import { Button, type Key, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';

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
  const take = (key: Key | null) => onChange(key === null || key === ALL ? undefined : String(key));
  return (
    <Select aria-label={label} className="filter-choice" value={value ?? ALL} onChange={take}>
      <Button className="button choice-button" data-chosen={value !== undefined || undefined}>
        <SelectValue className="choice-value" />
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover choices">
        <ListBox items={[{ id: ALL, name: all }, ...options]}>
          {({ id, name }) => (
            <ListBoxItem id={id} textValue={name} className="option">
              {({ isSelected }) => (
                <>
                  <span dir="auto">{name}</span>
                  {isSelected ? <Check aria-hidden size={16} /> : null}
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
