import type { Output } from '@proofsheet/client';

export interface MockupProps {
  readonly output: Output;
  /** The headline of the order, as a title would stand beside it. */
  readonly title: string;
  readonly completed: boolean;
}
