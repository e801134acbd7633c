import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../controls/button.tsx';
import { Failure } from '../controls/failure.tsx';
import { Moment } from '../controls/moment.tsx';
import { Copy } from '../controls/shown-once.tsx';
import { defaultSecretQuery, rotateSecret } from '../server/webhooks.ts';
import { NewSecret } from './new-secret.tsx';

/** Of the addresses that orders name themselves. It can be read at any time, so it is hidden until it is asked for. */
export function DefaultSecret() {
  const [shown, setShown] = useState(false);
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery({ ...defaultSecretQuery, enabled: shown });
  return (
    <section className="panel">
      <div className="panel-head">
        <h2>Addresses that an order names itself</h2>
        <p className="over">One secret signs what is sent to all of them.</p>
      </div>
      {error ? <Failure error={error} again={() => refetch()} /> : null}
      {shown && data ? (
        <p className="shown-once">
          <code>{data.secret}</code>
          <Copy text={data.secret} />
        </p>
      ) : null}
      {data?.previousSecretUntil ? (
        <p className="over">
          The one before signs as well until <Moment at={data.previousSecretUntil} />.
        </p>
      ) : null}
      <div className="row">
        <Button onPress={() => setShown(!shown)}>{shown ? 'Hide the secret' : 'Show the secret'}</Button>
        <NewSecret
          replace={(overlap) => rotateSecret('default', overlap)}
          onReplaced={() => void queries.invalidateQueries({ queryKey: defaultSecretQuery.queryKey })}
        />
      </div>
    </section>
  );
}
