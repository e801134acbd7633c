import { type NavigateOptions, useRouter } from '@tanstack/react-router';

/** Leads from a page to what was made there. Who has gone elsewhere before a slow answer came is not led away again. */
export function useLeadFrom(path: string): (to: NavigateOptions) => Promise<void> {
  const router = useRouter();
  return async (to) => {
    if (router.state.location.pathname === path) await router.navigate(to);
  };
}
