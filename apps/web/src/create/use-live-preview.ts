import { ApiError, type GenerationRequest, type Preview } from '@proofsheet/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { server } from '../server/client.ts';

/** After how long without a change a preview is asked for. */
const SETTLED_MS = 350;
/** How often an image that is still being looked at is waited for, and who asks too often waits. */
const PASSING_TRIES = 20;
const PASSING_MS = 1000;
const PASSING = ['asset_not_ready', 'preview_superseded', 'rate_limited'];

export interface LivePreviewState {
  /** Of the words before, while the next one is drawn. */
  readonly preview: Preview | undefined;
  readonly error: unknown;
  readonly isFetching: boolean;
  /** Something is known to be wrong with it. */
  readonly isHeld: boolean;
  /** The images are still being looked at. */
  readonly isLooking: boolean;
  /** Nothing can be drawn yet. */
  readonly isWaiting: boolean;
  readonly again: (() => void) | undefined;
}

/** A preview of the request, a moment after its last change; what is held is not asked for. */
export function useLivePreview(request: GenerationRequest | undefined, isHeld: boolean): LivePreviewState {
  // A newer preview of this page takes the place of an older one that has not begun.
  const [editor] = useState(() => crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const settled = useSettled(request, isHeld);
  const { data, error, failureReason, isFetching, refetch } = useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) => server.previews.create({ ...(settled as GenerationRequest), editor }, { signal }),
    enabled: settled !== undefined,
    placeholderData: keepPreviousData,
    retry: (tries, cause) => tries < PASSING_TRIES && cause instanceof ApiError && PASSING.includes(cause.code),
    retryDelay: (_, cause) => (cause instanceof ApiError ? (cause.retryAfterSeconds ?? 0) * 1000 : 0) || PASSING_MS,
  });
  const isSettled = same(request, settled);
  return {
    preview: settled === undefined ? undefined : data,
    error: isSettled ? error : null,
    isFetching: isFetching || (!isSettled && !isHeld),
    isHeld,
    isLooking: isFetching && failureReason instanceof ApiError && failureReason.code === 'asset_not_ready',
    isWaiting: request === undefined,
    again: error instanceof ApiError && !error.retryable ? undefined : () => void refetch(),
  };
}

function useSettled<T>(value: T, isHeld: boolean): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => setSettled(text === undefined ? (undefined as T) : JSON.parse(text)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, isHeld]);
  return settled;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
