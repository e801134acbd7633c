import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode, startTransition } from 'react';
import { I18nProvider, isRTL } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { fetchFirstPage, fetchPages, openRouter } from './router.tsx';
import { isGone, isSignedOut, worthAskingAgain } from './server/client.ts';
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
import './styles/print.css';

/** Dates and numbers are written as the reader's. Keys go as the pages run, which are English: from left to right. */
const LOCALE = isRTL(navigator.language) ? 'en' : navigator.language;

function openQueries(onSignedOut: () => void): QueryClient {
  /** A session that has expired, or was revoked elsewhere. */
  const watch = (error: Error, [asked]: readonly unknown[]) => {
    if (isSignedOut(error) && asked !== meQuery.queryKey[0] && asked !== SIGN_IN) onSignedOut();
  };
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: (error, { queryKey }) => watch(error, queryKey) }),
    mutationCache: new MutationCache({
      onError: (error, _given, _kept, { options }) => {
        watch(error, options.mutationKey ?? []);
        // What was to be changed is not there any more: the page that still shows it asks anew.
        if (isGone(error)) void queries.invalidateQueries();
      },
    }),
    defaultOptions: { queries: { staleTime: 30_000, retry: worthAskingAgain, refetchOnWindowFocus: false } },
  });
  return queries;
}

/** Ends the task that runs, so that a phone answers in between. */
const nextTask = () => new Promise<void>((next) => setTimeout(next));

/** What the document shows meanwhile stays until there is a page. */
async function showFirstPage(): Promise<void> {
  await nextTask();
  const queries = openQueries(() => {
    queries.removeQueries(meQuery);
    // The router asks anew who is there, and leads to the sign-in.
    void router.invalidate();
  });
  const router = openRouter(queries);
  await nextTask();
  fetchFirstPage(router);
  await nextTask();
  const rendered = router.subscribe('onRendered', () => {
    rendered();
    // Who has only a link for review opens no other page.
    if (!router.state.matches.some(({ fullPath }) => fullPath === '/review/$link')) void fetchPages();
  });
  await router.load();
  const page = createRoot(document.getElementById('root') as HTMLElement);
  // As a transition it is rendered in slices, between which the browser answers.
  startTransition(() =>
    page.render(
      <StrictMode>
        <I18nProvider locale={LOCALE}>
          <QueryClientProvider client={queries}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </I18nProvider>
      </StrictMode>,
    ),
  );
}
// Not awaited: pages import from the file of this module, which would wait for them.
void showFirstPage();
