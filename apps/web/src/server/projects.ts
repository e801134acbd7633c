import type { Asset, CountedProject, Output, Page, Project } from '@proofsheet/client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isGone, server } from './client.ts';

const PAGE = 24;
const PICTURES = 100;
const COVERS = 4;
const CHOICES = 100;

/** The user's projects, the newest first: those that take orders, or those that are archived. */
export const projectsQuery = (archived: boolean) =>
  infiniteQueryOptions({
    queryKey: ['projects', { archived }],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Project>>({
        method: 'GET',
        path: '/v1/projects',
        query: { archived: String(archived), limit: PAGE, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** Those to choose among, the newest first; who has more finds the others on the page of projects. */
export const openProjectsQuery = queryOptions({
  queryKey: ['projects', 'open'],
  queryFn: async ({ signal }) => (await server.projects.list({ limit: CHOICES, signal }).page()).items,
});

export const projectQuery = (id: string) =>
  queryOptions({
    queryKey: ['project', id],
    queryFn: ({ signal }): Promise<CountedProject> => server.projects.get(id, { signal }),
    retry: (tries, error) => !isGone(error) && tries < 2,
  });

/** The newest pictures of a project, for its card. */
export const coversQuery = (projectId: string) =>
  queryOptions({
    queryKey: ['project', projectId, 'covers'],
    queryFn: async ({ signal }) => {
      const query = { projectId, limit: COVERS };
      return (await server.call<Page<Output>>({ method: 'GET', path: '/v1/outputs', query, signal })).items;
    },
  });

export const projectAssetsQuery = (projectId: string) =>
  infiniteQueryOptions({
    queryKey: ['assets', { projectId }],
    queryFn: ({ pageParam, signal }) =>
      server.call<Page<Asset>>({
        method: 'GET',
        path: '/v1/assets',
        query: { projectId, limit: PICTURES, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const projectArchiveOf = (id: string) => `/v1/projects/${id}/archive`;
