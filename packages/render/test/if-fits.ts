import { Fault } from '@proofsheet/domain';

/** For `catch`: nothing where no template fits an order's words and images. Every other error is thrown on. */
export function noneIfNothingFits(error: unknown): never[] {
  if (error instanceof Fault && error.code === 'no_template_fits') return [];
  throw error;
}
