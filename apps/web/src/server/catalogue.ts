import type { GenerationKind } from '@proofsheet/client';
import { queryOptions } from '@tanstack/react-query';
import { server } from './client.ts';

/** It changes with the version of the server only. */
export const formatsQuery = queryOptions({
  queryKey: ['formats'],
  queryFn: ({ signal }) => server.formats({ signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The compositions of a kind; they change when the server starts only. */
export const templatesQuery = (kind: GenerationKind) =>
  queryOptions({
    queryKey: ['templates'],
    queryFn: ({ signal }) => server.templates({ signal }),
    select: ({ templates }) => templates.filter((template) => template.kind === kind),
    staleTime: Number.POSITIVE_INFINITY,
  });
