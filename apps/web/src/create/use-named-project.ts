import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { Change } from './draft.ts';

/** Chooses the project that the address names, once: then the address names it no more, and another one may be chosen. */
export function useNamedProject(project: string | undefined, change: Change): void {
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the address names one, and only then.
  useEffect(() => {
    if (project === undefined) return;
    change({ projectId: project });
    void navigate({ to: '/create', search: {}, replace: true });
  }, [project]);
}
