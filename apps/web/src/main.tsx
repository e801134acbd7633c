import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { fetchPages, openRouter } from './router.tsx';
import { isSignedOut, worthAskingAgain } from './server/client.ts';
import { meQuery, SIGN_IN } from './server/session.ts';
import '@fontsource-variable/inter/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/dialog.css';
import './styles/shell.css';
import './styles/pictures.css';
import './styles/sheet.css';
import './styles/keys.css';

const queries = new QueryClient({
  queryCache: new QueryCache({ onError: (error, { queryKey }) => leaveWhenSignedOut(error, queryKey) }),
  mutationCache: new MutationCache({
    onError: (error, _given, _kept, { options }) => leaveWhenSignedOut(error, options.mutationKey ?? []),
  }),
  defaultOptions: { queries: { staleTime: 30_000, retry: worthAskingAgain, refetchOnWindowFocus: false } },
});
const router = openRouter(queries);
const rendered = router.subscribe('onRendered', () => {
  rendered();
  fetchPages();
});

/** A session that has expired, or was revoked elsewhere: the router asks anew who is there, and leads to the sign-in. */
function leaveWhenSignedOut(error: Error, [asked]: readonly unknown[]): void {
  if (!isSignedOut(error) || asked === meQuery.queryKey[0] || asked === SIGN_IN) return;
  queries.removeQueries(meQuery);
  void router.invalidate();
}

/** What the document shows meanwhile stays until there is a page. */
await router.load();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
