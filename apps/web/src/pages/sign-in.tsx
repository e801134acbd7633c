import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../controls/button.tsx';
import { Field } from '../controls/field.tsx';
import { inWords } from '../server/client.ts';
import { type Credential, meQuery, SIGN_IN, signIn, takeCredential } from '../server/session.ts';

/** By a key that is typed in, or by a link or token that the address carries: it works once, so it is taken without asking. */
export function SignInPage() {
  const [key, setKey] = useState('');
  const { next, ended } = useSearch({ strict: false }) as { next?: string; ended?: boolean };
  const navigate = useNavigate();
  const queries = useQueryClient();
  const entering = useMutation({
    mutationKey: [SIGN_IN],
    mutationFn: (credential: Credential) => signIn(credential),
    onSuccess: async () => {
      queries.clear();
      await navigate({ to: isOwnPath(next) ? next : '/', replace: true });
    },
  });
  const { mutate } = entering;
  useEffect(() => {
    const enter = () => {
      const taken = takeCredential();
      if (taken) mutate(taken);
    };
    enter();
    // Who is given a link while this page is open stays on it: nothing of the address changes that a server sees.
    window.addEventListener('hashchange', enter);
    return () => window.removeEventListener('hashchange', enter);
  }, [mutate]);

  // A link works once: who opens it again here needs none. Nor does who comes by himself; who was sent here has no session.
  const [comesAlone] = useState(() => next === undefined && location.hash === '');
  const usedUp = entering.isError && !('key' in entering.variables);
  const { data: me } = useQuery({ ...meQuery, enabled: usedUp || (entering.isIdle && comesAlone) });

  return (
    <main className="alone">
      <title>Sign in · Proofsheet</title>
      <img src="/mark.svg" alt="" width="48" height="48" />
      <h1>Proofsheet</h1>
      {ended ? <p role="status">Your session has ended. Sign in to go on where you were.</p> : null}
      <Form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          mutate({ key: key.trim() });
        }}
      >
        <Field
          label="API key"
          type="password"
          autoComplete="current-password"
          // Who was still typing somewhere else types no key.
          autoFocus={!ended}
          isRequired
          value={key}
          onChange={setKey}
          hint="It begins with ps_. This browser gets a session of its own; the key is not kept here."
          wrong={entering.error ? inWords(entering.error) : undefined}
        />
        <Button look="main" type="submit" isDisabled={key.trim() === ''} isBusy={entering.isPending}>
          {entering.isPending ? 'Signing in …' : 'Sign in'}
        </Button>
      </Form>
      {me ? (
        <p>
          This browser is signed in as <b dir="auto">{me.userId}</b>. <Link to="/">Go on to all pictures</Link>
        </p>
      ) : null}
    </main>
  );
}

/** Never to another site, whatever stands in the address. */
function isOwnPath(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path);
}
