import type { GenerationKind } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** It changes with the version of the server only. */
export const formatsQuery = queryOptions({
  queryKey: ['formats'],
  queryFn: ({ signal }) => server.formats({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** More than anybody chooses among. */
const MOST_PROJECTS = 100;

/** The projects that an order can belong to, the newest first. */
export const openProjectsQuery = queryOptions({
  queryKey: ['projects', 'to order in'],
  queryFn: async ({ signal }) => {
    const { items } = await server.projects.list({ limit: MOST_PROJECTS, signal }).page();
    return items.filter(({ archivedAt }) => archivedAt === null);
  },
});

/** The compositions of a kind; they change when the server starts only. */
export const templatesQuery = (kind: GenerationKind) =>
  queryOptions({
    queryKey: ['templates'],
    queryFn: ({ signal }) => server.templates({ signal }),
    select: ({ templates }) => templates.filter((template) => template.kind === kind),
    staleTime: Number.POSITIVE_INFINITY,
  });
