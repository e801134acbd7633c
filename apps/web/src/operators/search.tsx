import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { Field } from '../controls/field.tsx';
import { problemsOf } from '../create/problems.ts';
import { foundQuery, type OperatorSearch } from '../server/operators.ts';
import { Found } from './found.tsx';
import { StatusChoice } from './status-choice.tsx';

/** What is wrong with them stands there. */
const AT_FIELDS = ['/id', '/userId', '/code'];

/** Orders of all users, in the database; what is searched for stands in the address. */
export function Search() {
  const asked = useSearch({ from: '/signed-in/operators' });
  const navigate = useNavigate();
  const [written, setWritten] = useState<OperatorSearch>(asked);
  useEffect(() => setWritten(asked), [asked]);
  const list = useInfiniteQuery(foundQuery(asked));
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const write = (changed: OperatorSearch) => setWritten({ ...written, ...changed });
  const search = (sought: OperatorSearch) => navigate({ to: '/operators', search: sought, replace: true });
  const wrong = problemsOf(list.error);
  const isAtField = [...wrong.keys()].some((pointer) => AT_FIELDS.includes(pointer));
  const text = (name: 'id' | 'user' | 'code', pointer = `/${name}`) => ({
    value: written[name] ?? '',
    // Until something else is searched for.
    wrong: written[name] === asked[name] ? wrong.get(pointer) : undefined,
    onChange: (value: string) => write({ [name]: value.trim() || undefined }),
  });
  return (
    <section className="panel" aria-labelledby="search">
      <h2 id="search">Orders of all users</h2>
      <Form
        className="search-form"
        onSubmit={(event) => {
          event.preventDefault();
          void search(written);
        }}
      >
        <Field label="Id" hint="Of an order, a job or an image" {...text('id')} />
        <Field label="User" {...text('user', '/userId')} />
        <Field label="Error code" {...text('code')} />
        <StatusChoice chosen={written.status} onChange={(status) => write({ status })} />
        <Field
          label="From"
          type="datetime-local"
          value={written.from ?? ''}
          onChange={(from) => write({ from: from || undefined })}
        />
        <Field
          label="To"
          type="datetime-local"
          value={written.to ?? ''}
          onChange={(to) => write({ to: to || undefined })}
        />
        <div className="row">
          <Button look="main" type="submit">
            Search
          </Button>
          {Object.keys(asked).length > 0 ? <Button onPress={() => void search({})}>Clear</Button> : null}
        </div>
      </Form>
      {list.error && !isAtField ? <Failure error={list.error} again={() => list.refetch()} /> : null}
      {list.isSuccess && found.length === 0 ? <p className="over">No order is like this.</p> : null}
      {found.length > 0 ? <Found generations={found} /> : null}
      {list.hasNextPage ? (
        <Button isBusy={list.isFetchingNextPage} onPress={() => list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </section>
  );
}
