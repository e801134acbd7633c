import { ChevronDown } from 'lucide-react';
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components';
import { SEARCHED_STATUSES, type SearchedStatus } from '../server/operators.ts';

const ANY = 'ANY';

export interface StatusChoiceProps {
  readonly chosen: SearchedStatus | undefined;
  readonly onChange: (status: SearchedStatus | undefined) => void;
}

export function StatusChoice({ chosen, onChange }: StatusChoiceProps) {
  return (
    <Select
      className="field"
      value={chosen ?? ANY}
      onChange={(status) => onChange(SEARCHED_STATUSES.find((one) => one === status))}
    >
      <Label>Status</Label>
      <Button className="button plain choose">
        <SelectValue />
        <ChevronDown aria-hidden size={16} />
      </Button>
      <Popover className="popover">
        <ListBox>
          {[ANY, ...SEARCHED_STATUSES].map((status) => (
            <ListBoxItem key={status} id={status} className="option">
              {status === ANY ? 'Any' : status}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
