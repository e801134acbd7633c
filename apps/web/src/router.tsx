import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { NotFoundPage } from './pages/not-found.tsx';
import { type AssetFilters, readAssetFilters } from './server/assets.ts';
import { isSignedOut } from './server/client.ts';
import { forAMoment, readChoices, readPictures, readSheet } from './server/first-view.ts';
import { type OperatorSearch, readSearch } from './server/operators.ts';
import { type OutputFilters, readFilters } from './server/output-filters.ts';
import { pageCode } from './server/page-code.ts';
import { only } from './server/search-of.ts';
import { meQuery } from './server/session.ts';
import { readSheetView, type SheetView } from './sheet/sheet-view.ts';
import { whenIdle } from './shell/idle.ts';
import { NoAnswer } from './shell/no-answer.tsx';
import { PageAloneFailure, PageFailure } from './shell/page-failure.tsx';
import { Shell } from './shell/shell.tsx';

const pages = {
  batch: pageCode(() => import('./pages/batch.tsx')),
  batchProgress: pageCode(() => import('./pages/batch-progress.tsx')),
  project: pageCode(() => import('./pages/project.tsx')),
  projects: pageCode(() => import('./pages/projects.tsx')),
  create: pageCode(() => import('./pages/create.tsx')),
  home: pageCode(() => import('./pages/home.tsx')),
  image: pageCode(() => import('./pages/image.tsx')),
  images: pageCode(() => import('./pages/images.tsx')),
  keys: pageCode(() => import('./pages/keys.tsx')),
  operators: pageCode(() => import('./pages/operators.tsx')),
  sheet: pageCode(() => import('./pages/sheet.tsx')),
  webhook: pageCode(() => import('./pages/webhook.tsx')),
  webhooks: pageCode(() => import('./pages/webhooks.tsx')),
};

/** The first page asks for its own data and pictures first. */
const PAGES_AFTER_MS = 5_000;

/**
 * After the first page is there, one after the other while the browser has nothing to do: then they open without a
 * network, and after the server has newer ones.
 */
export async function fetchPages(): Promise<void> {
  await new Promise((later) => setTimeout(later, PAGES_AFTER_MS));
  for (const page of Object.values(pages)) {
    await new Promise<void>((idle) => whenIdle(idle));
    await page().catch(() => undefined);
  }
}

const root = createRootRouteWithContext<{ readonly queries: QueryClient }>()({ notFoundComponent: NotFoundPage });
/** Whether somebody is, as far as this document was told: then it is news that a session has ended. */
let wasSignedIn = false;
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  beforeLoad() {
    wasSignedIn = false;
  },
  component: lazyRouteComponent(
    pageCode(() => import('./pages/sign-in.tsx')),
    'SignInPage',
  ),
  errorComponent: PageAloneFailure,
});
const review = createRoute({
  getParentRoute: () => root,
  path: '/review/$link',
  component: lazyRouteComponent(
    pageCode(() => import('./pages/review.tsx')),
    'ReviewPage',
  ),
  errorComponent: PageAloneFailure,
});
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Shell,
  errorComponent: NoAnswer,
  /** Who is not signed in does that first, and comes back here. */
  async beforeLoad({ context: { queries }, location }) {
    try {
      await queries.ensureQueryData(meQuery);
      wasSignedIn = true;
    } catch (error) {
      const ended = wasSignedIn ? { ended: true } : {};
      if (isSignedOut(error)) throw redirect({ to: '/sign-in', search: { next: location.href, ...ended } });
      throw error;
    }
  },
});
const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(pages.home, 'HomePage'),
  validateSearch: only((search): OutputFilters => readFilters(search)),
  loader: ({ context: { queries }, location: { search } }) =>
    forAMoment(readPictures(queries, readFilters({ ...search }))),
});
const create = createRoute({
  getParentRoute: () => signedIn,
  path: '/create',
  component: lazyRouteComponent(pages.create, 'CreatePage'),
  loader: ({ context: { queries } }) => forAMoment(readChoices(queries)),
  /** An earlier order that the form is filled with, or the project of a new one. */
  validateSearch: only(({ from, project }): { from?: string; project?: string } => ({
    ...(typeof from === 'string' ? { from } : {}),
    ...(typeof project === 'string' ? { project } : {}),
  })),
});
const images = createRoute({
  getParentRoute: () => signedIn,
  path: '/images',
  component: lazyRouteComponent(pages.images, 'ImagesPage'),
  validateSearch: only((search): AssetFilters => readAssetFilters(search)),
});
const image = createRoute({
  getParentRoute: () => signedIn,
  path: '/images/$id',
  component: lazyRouteComponent(pages.image, 'ImagePage'),
});
const sheet = createRoute({
  getParentRoute: () => signedIn,
  path: '/sheets/$id',
  component: lazyRouteComponent(pages.sheet, 'SheetPage'),
  validateSearch: only((search): SheetView => readSheetView(search)),
  loader: ({ context: { queries }, params: { id } }) => forAMoment(readSheet(queries, id)),
});

const keys = createRoute({
  getParentRoute: () => signedIn,
  path: '/keys',
  component: lazyRouteComponent(pages.keys, 'KeysPage'),
});

const webhooks = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks',
  component: lazyRouteComponent(pages.webhooks, 'WebhooksPage'),
});
const webhook = createRoute({
  getParentRoute: () => signedIn,
  path: '/webhooks/$id',
  component: lazyRouteComponent(pages.webhook, 'WebhookPage'),
  validateSearch: only(({ status }): { status?: 'FAILED' | undefined } => (status === 'FAILED' ? { status } : {})),
});

const operators = createRoute({
  getParentRoute: () => signedIn,
  path: '/operators',
  component: lazyRouteComponent(pages.operators, 'OperatorsPage'),
  validateSearch: only((search): OperatorSearch => readSearch(search)),
});
const projects = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects',
  component: lazyRouteComponent(pages.projects, 'ProjectsPage'),
  validateSearch: only(({ archived }): { readonly archived?: true } =>
    archived === true || archived === 'true' ? { archived: true } : {},
  ),
});
const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/projects/$id',
  component: lazyRouteComponent(pages.project, 'ProjectPage'),
  validateSearch: only(({ part }): { readonly part?: 'images' | 'brand' } =>
    part === 'images' || part === 'brand' ? { part } : {},
  ),
});
const batch = createRoute({
  getParentRoute: () => signedIn,
  path: '/batch',
  component: lazyRouteComponent(pages.batch, 'BatchPage'),
});
const batchProgress = createRoute({
  getParentRoute: () => signedIn,
  path: '/batches/$id',
  component: lazyRouteComponent(pages.batchProgress, 'BatchProgressPage'),
});

/** Every page. The server answers each of these paths with the same document: see its `gallery` folder. */
export function openRouter(queries: QueryClient) {
  const routeTree = root.addChildren([
    signIn,
    review,
    signedIn.addChildren([
      home,
      create,
      images,
      image,
      sheet,
      keys,
      webhooks,
      webhook,
      operators,
      projects,
      project,
      batch,
      batchProgress,
    ]),
  ]);
  return createRouter({
    ...{ routeTree, context: { queries }, defaultPreload: 'intent', scrollRestoration: true },
    defaultErrorComponent: PageFailure,
  });
}

/** Asks for the code of the page that the address names, without waiting for who is signed in. */
export function fetchFirstPage(router: ReturnType<typeof openRouter>): void {
  const [matchedRoutes] = router.getMatchedRoutes(router.latestLocation.pathname);
  for (const route of matchedRoutes) router.loadRouteChunk(route)?.catch(() => undefined);
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof openRouter>;
  }
}
