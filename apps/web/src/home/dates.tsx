import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Choice } from './choice.tsx';
import type { FilterProps } from './filter-props.ts';

/** How many days back from today, with it. */
const SPANS = [
  { id: '1', name: 'Today' },
  { id: '7', name: 'Last 7 days' },
  { id: '30', name: 'Last 30 days' },
  { id: '365', name: 'Last 365 days' },
];
const OWN = 'own';

/** When pictures were made: in the last days, or from one day to another. */
export function Dates({ filters: { from, until }, onChange }: FilterProps) {
  const span = until === undefined ? SPANS.find(({ id }) => from === daysAgo(Number(id) - 1)) : undefined;
  const [opened, setOpened] = useState(false);
  const own = span === undefined && (opened || from !== undefined || until !== undefined);
  return (
    <>
      <Choice
        label="Date"
        all="Any time"
        value={own ? OWN : span?.id}
        options={[...SPANS, { id: OWN, name: 'Days of your own' }]}
        onChange={(id) => {
          setOpened(id === OWN);
          if (id !== OWN) onChange({ from: id === undefined ? undefined : daysAgo(Number(id) - 1), until: undefined });
        }}
      />
      {own ? (
        <span className="days">
          <Day label="From" value={from} onChange={(day) => onChange({ from: day })} />
          <Day label="to" value={until} onChange={(day) => onChange({ until: day })} />
        </span>
      ) : null}
    </>
  );
}

interface DayProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function Day({ label, value, onChange }: DayProps) {
  return (
    <TextField className="day" value={value ?? ''} onChange={(day) => onChange(day || undefined)}>
      <Label>{label}</Label>
      <Input type="date" min="2000-01-01" max="2999-12-31" />
    </TextField>
  );
}

/** As a field of a date has it, where the browser is. */
function daysAgo(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() - days);
  const two = (number: number) => `${number}`.padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
