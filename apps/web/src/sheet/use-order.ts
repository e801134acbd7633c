import type { GenerationRequest, GenerationWithOutputs } from '@proofsheet/client';
import { server } from '../server/client.ts';
import { useSending } from '../server/use-sending.ts';
import { useLeadFrom } from '../shell/use-lead-from.ts';
import { requestOf } from './order-code.ts';

export interface OrderChange {
  /** More like this picture. */
  readonly like?: string;
  /** Any template, where one was chosen. */
  readonly anyTemplate?: true;
}

/** Orders the same again, with what is changed of it and another seed, and leads to its sheet. */
export function useOrder(generation: GenerationWithOutputs) {
  const lead = useLeadFrom(`/sheets/${generation.id}`);
  return useSending({
    mutationFn: ({ like, anyTemplate }: OrderChange) => {
      const { seed: _, template, ...same } = requestOf(generation);
      const request: GenerationRequest = same;
      if (like !== undefined) request.like = { outputId: like };
      else if (template !== undefined && !anyTemplate) request.template = template;
      return server.generations.create(request);
    },
    onSuccess: ({ id }) => lead({ to: '/sheets/$id', params: { id } }),
  });
}
