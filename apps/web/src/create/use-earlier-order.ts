import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Uploads } from '../uploads/use-uploads.ts';
import { earlierOrderQuery } from './again.ts';
import type { Draft } from './draft.ts';

export interface EarlierOrderOptions {
  /** The generation that the address names. */
  readonly from: string | undefined;
  readonly begin: (draft: Partial<Draft>) => void;
  readonly uploads: Uploads;
}

/**
 * Fills the form from an earlier order, once: then the address names it no more, so that going back and forth leaves what
 * has been changed since.
 */
export function useEarlierOrder({ from, begin, uploads }: EarlierOrderOptions) {
  const navigate = useNavigate();
  const [note, setNote] = useState<string>();
  const { data, error, refetch } = useQuery({ ...earlierOrderQuery(from ?? ''), enabled: from !== undefined });
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the order has come, and only then.
  useEffect(() => {
    if (from === undefined || data === undefined) return;
    if (data) {
      begin(data.draft);
      uploads.clear();
      for (const asset of data.assets) uploads.use(asset);
    }
    setNote(data ? lostInWords(data.lost) : 'That order has been deleted. Begin a new one here.');
    void navigate({ to: '/create', search: {}, replace: true });
  }, [from, data]);
  return { note, error: from === undefined ? null : error, isLoading: from !== undefined && !error, again: refetch };
}

function lostInWords(lost: number): string | undefined {
  if (lost === 0) return undefined;
  const which = lost === 1 ? 'One image of that order has' : `${lost} images of that order have`;
  return `${which} been deleted since. Choose another in its place, or order without it.`;
}
