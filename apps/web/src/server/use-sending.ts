import {
  hashKey,
  type UseMutateFunction,
  type UseMutationOptions,
  type UseMutationResult,
  useMutation,
} from '@tanstack/react-query';
import { useRef } from 'react';

/**
 * As `useMutation`, and what `mutate` has under way is not sent a second time: a double click, or Enter twice, comes before
 * the page has been drawn anew and its button is at rest. Something else, given by other values, is sent beside it.
 */
export function useSending<Data, Given = void>(
  options: UseMutationOptions<Data, Error, Given>,
): UseMutationResult<Data, Error, Given> {
  const underWay = useRef(new Set<string>());
  const sending = useMutation({
    ...options,
    onSettled(data, error, given, kept, context) {
      underWay.current.delete(hashKey([given]));
      return options.onSettled?.(data, error, given, kept, context);
    },
  });
  const mutate: UseMutateFunction<Data, Error, Given> = (...given) => {
    const what = hashKey([given[0]]);
    if (underWay.current.has(what)) return;
    underWay.current.add(what);
    sending.mutate(...given);
  };
  return { ...sending, mutate };
}
