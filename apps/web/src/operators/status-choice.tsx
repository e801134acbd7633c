import { SelectField } from '../controls/select-field.tsx';
import { SEARCHED_STATUSES, type SearchedStatus } from '../server/operators.ts';

const ANY = 'ANY';

export interface StatusChoiceProps {
  readonly chosen: SearchedStatus | undefined;
  readonly onChange: (status: SearchedStatus | undefined) => void;
}

export function StatusChoice({ chosen, onChange }: StatusChoiceProps) {
  return (
    <SelectField<SearchedStatus | typeof ANY>
      label="Status"
      options={[[ANY, 'Any'], ...SEARCHED_STATUSES.map((status) => [status, status] as const)]}
      value={chosen ?? ANY}
      onChange={(status) => onChange(status === ANY ? undefined : status)}
    />
  );
}
