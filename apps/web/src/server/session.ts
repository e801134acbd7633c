import { queryOptions } from '@tanstack/react-query';
import { forgetTab } from '../shell/tab-storage.ts';
import { server } from './client.ts';

export interface Me {
  readonly userId: string;
  readonly key: { readonly id: string; readonly name: string };
  readonly unfinished: number;
  readonly operator: boolean;
  /** Where an operator finds Bull Board; null where that is not known. */
  readonly boardUrl: string | null;
}

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => server.call<Me>({ method: 'GET', path: '/v1/me', signal }),
  staleTime: 60_000,
  retry: false,
});

/** Names the one call whose refusal is no end of a session. */
export const SIGN_IN = 'sign-in';

/** An API key, what stands in a link to sign in, or a token of the product around. The server answers with a cookie. */
export type Credential = { readonly key: string } | { readonly link: string } | { readonly token: string };

export async function signIn(credential: Credential): Promise<void> {
  await server.call({ method: 'POST', path: '/v1/session', json: credential });
}

export async function signOut(): Promise<void> {
  await server.call({ method: 'DELETE', path: '/v1/session' });
  forgetTab();
}

/** What a link to sign in carries behind its `#`, where no server and no log sees it. Taken out of the address at once. */
export function takeCredential(): Credential | undefined {
  const [, name, value = ''] = /^#(enter|token)=([\w.-]+)$/.exec(location.hash) ?? [];
  if (name === undefined) return undefined;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  return name === 'token' ? { token: value } : { link: value };
}
