import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { Field } from '../controls/field.tsx';
import { Question } from '../controls/question.tsx';
import { ShownOnce } from '../controls/shown-once.tsx';
import { useKeptFocus } from '../controls/use-kept-focus.ts';
import { inWords } from '../server/client.ts';
import { createKey, type Key, keysQuery, revokeKey, works } from '../server/keys.ts';
import { meQuery } from '../server/session.ts';
import { useSending } from '../server/use-sending.ts';

/** Keys for programs, and the browsers that are signed in: made, shown once, and taken out of use. */
export function KeysPage() {
  const list = useInfiniteQuery(keysQuery);
  const keys = list.data?.pages.flatMap(({ items }) => items).filter(works) ?? [];
  const rows = useKeptFocus<HTMLUListElement>(keys.length);
  return (
    <>
      <title>Keys · Proofsheet</title>
      <div className="head">
        <h1>Keys</h1>
      </div>
      <NewKey />
      {list.error ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      <ul className="keys" ref={rows} tabIndex={-1} aria-label="Keys">
        {keys.map((key) => (
          <Row key={key.id} known={key} />
        ))}
      </ul>
      {list.hasNextPage ? <Button onPress={() => list.fetchNextPage()}>Show more</Button> : null}
    </>
  );
}

function NewKey() {
  const [name, setName] = useState('');
  const queries = useQueryClient();
  const make = useSending({
    mutationFn: () => createKey(name.trim()),
    onSuccess: () => {
      setName('');
      return queries.invalidateQueries({ queryKey: keysQuery.queryKey });
    },
  });
  return (
    <Form
      className="new-key"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate();
      }}
    >
      <Field
        label="A new key for"
        placeholder="shop, newsletter, …"
        most={100}
        value={name}
        onChange={setName}
        wrong={make.error ? inWords(make.error) : undefined}
      />
      <Button type="submit" look="main" isDisabled={name.trim() === ''} isBusy={make.isPending}>
        Make a key
      </Button>
      {make.data ? <ShownOnce secret={make.data.key} /> : null}
    </Form>
  );
}

function Row({ known }: { readonly known: Key }) {
  const { data: me } = useQuery(meQuery);
  const { name, prefix, kind, createdAt, lastUsedAt, expiresAt } = known;
  const facts = [
    kind === 'SESSION' ? (known.id === me?.key.id ? 'this browser' : 'a browser') : `${prefix}…`,
    `since ${day(createdAt)}`,
    lastUsedAt ? `last used ${day(lastUsedAt)}` : 'never used',
    ...(expiresAt ? [`until ${day(expiresAt)}`] : []),
  ];
  return (
    <li>
      <span>
        <b>
          <bdi>{name}</bdi>
        </b>
        <span className="facts">{facts.join(' · ')}</span>
      </span>
      <Revoke known={known} />
    </li>
  );
}

function Revoke({ known }: { readonly known: Key }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeKey(known),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });
  return (
    <Question
      trigger={<Button aria-label={`Revoke ${known.name}`}>Revoke</Button>}
      title={
        <>
          Revoke “<bdi>{known.name}</bdi>”?
        </>
      }
      yes="Revoke"
      no="Keep it"
      error={revoke.error}
      isBusy={revoke.isPending}
      onYes={() => revoke.mutate()}
    >
      <p>What uses it is refused from its next request on. There is no way back.</p>
    </Question>
  );
}

function day(time: string): string {
  return new Date(time).toLocaleDateString(undefined, { dateStyle: 'medium' });
}
