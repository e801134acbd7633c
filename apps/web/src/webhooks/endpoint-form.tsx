import type { NewWebhook } from '@proofsheet/client';
import { type ReactNode, useState } from 'react';
import { CheckboxGroup, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import { CheckBox } from '../controls/check-box.tsx';
import { Field } from '../controls/field.tsx';
import { problemsOf } from '../create/problems.ts';
import { inWords } from '../server/client.ts';
import { EVENT_GROUPS, type EventName } from './event-names.ts';

export interface EndpointFormProps {
  readonly known?: Required<NewWebhook> | undefined;
  readonly error: unknown;
  readonly onSubmit: (webhook: Required<NewWebhook>) => void;
  /** The buttons. */
  readonly children: ReactNode;
}

/** Address, a name for it, and which events go there. */
export function EndpointForm({ known, error, onSubmit, children }: EndpointFormProps) {
  const [url, setUrl] = useState(known?.url ?? '');
  const [description, setDescription] = useState(known?.description ?? '');
  const [events, setEvents] = useState<readonly EventName[] | null>(known?.events ?? null);
  const wrong = problemsOf(error);
  const isAtField = wrong.has('/url') || wrong.has('/description');
  return (
    <Form
      className="endpoint-form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ url: url.trim(), description, events: events === null ? null : [...events] });
      }}
    >
      <Field
        label="Address"
        placeholder="https://shop.example/hooks/proofsheet"
        inputMode="url"
        autoFocus
        isRequired
        value={url}
        onChange={setUrl}
        hint="Every event is sent there as a POST, until it answers with 2xx."
        wrong={error && !isAtField ? inWords(error) : wrong.get('/url')}
      />
      <Field
        label="Name"
        placeholder="Shop"
        most={200}
        value={description}
        onChange={setDescription}
        wrong={wrong.get('/description')}
      />
      <RadioGroup
        className="radios"
        value={events === null ? 'all' : 'some'}
        onChange={(which) => setEvents(which === 'all' ? null : ['generation.completed', 'generation.failed'])}
      >
        <Label>Events</Label>
        <Radio value="all" className="radio">
          All, also those that later versions add
        </Radio>
        <Radio value="some" className="radio">
          Only these
        </Radio>
      </RadioGroup>
      {events === null ? null : <Events chosen={events} onChange={setEvents} />}
      {children}
    </Form>
  );
}

function Events({
  chosen,
  onChange,
}: {
  readonly chosen: readonly EventName[];
  readonly onChange: (chosen: readonly EventName[]) => void;
}) {
  return (
    <CheckboxGroup
      aria-label="Events that are sent"
      className="event-choice"
      value={[...chosen]}
      onChange={(names) => onChange(names as EventName[])}
    >
      {Object.entries(EVENT_GROUPS).map(([group, names]) => (
        <div key={group}>
          <span className="over">{group}</span>
          {names.map((name) => (
            <CheckBox key={name} value={name}>
              {name}
            </CheckBox>
          ))}
        </div>
      ))}
    </CheckboxGroup>
  );
}
