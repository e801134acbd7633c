import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form, Input, Label, TextField, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { CheckBox } from '../controls/check-box.tsx';
import { Field } from '../controls/field.tsx';
import { inWords, server } from '../server/client.ts';
import { reviewLinksQuery } from '../server/reviews.ts';
import { useSending } from '../server/use-sending.ts';

const DAYS = [
  [3, '3 days'],
  [14, '2 weeks'],
  [90, '3 months'],
] as const;
const USUAL_DAYS = 14;
const MOST = 100;

/** The options of a link, and the link itself, shown while this is open. */
export function NewLink({ generationId }: { readonly generationId: string }) {
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [days, setDays] = useState<number>(USUAL_DAYS);
  const [allowDownload, setAllowDownload] = useState(false);
  const queries = useQueryClient();
  const make = useSending({
    mutationFn: () =>
      server.reviews.share(generationId, {
        ...{ name: name.trim(), contact: contact.trim() || null, days, allowDownload },
      }),
    onSuccess: () => {
      // The next one is for somebody else.
      setName('');
      return queries.invalidateQueries({ queryKey: reviewLinksQuery(generationId).queryKey });
    },
  });
  return (
    <Form
      className="new-link"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Field label="For whom" placeholder="Spring sale, first round" most={MOST} value={name} onChange={setName} />
      <Field
        label="Whom they can ask"
        hint="Shown on the page, and when the link is over."
        placeholder="Mara, mara@shop.example"
        most={MOST}
        value={contact}
        onChange={setContact}
      />
      <div className="kinds">
        <span id="share-days">How long it works</span>
        <ToggleButtonGroup
          className="segments"
          aria-labelledby="share-days"
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[`${days}`]}
          onSelectionChange={([chosen]) => setDays(Number(chosen))}
        >
          {DAYS.map(([count, words]) => (
            <ToggleButton key={count} id={`${count}`}>
              {words}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </div>
      <CheckBox isSelected={allowDownload} onChange={setAllowDownload}>
        They may download the files
      </CheckBox>
      {make.error ? (
        <p role="alert" className="failure">
          {inWords(make.error)}
        </p>
      ) : null}
      <Button type="submit" look="main" isDisabled={name.trim() === ''} isBusy={make.isPending}>
        {make.data ? 'Make another link' : 'Make a link'}
      </Button>
      {make.data ? <MadeLink key={make.data.id} address={new URL(make.data.path, location.origin).href} /> : null}
    </Form>
  );
}

function MadeLink({ address }: { readonly address: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="made-link">
      <TextField className="field" isReadOnly value={address}>
        <Label>Shown only now: send it to them</Label>
        <Input onFocus={({ target }) => target.select()} />
      </TextField>
      <Button onPress={() => navigator.clipboard?.writeText(address).then(() => setCopied(true))}>
        {copied ? 'Copied' : 'Copy'}
      </Button>
      <span role="status" className="unseen">
        {copied ? 'The link is copied.' : 'The link is made.'}
      </span>
    </div>
  );
}
