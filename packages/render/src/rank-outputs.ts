import type { RenderedOutput } from './output.ts';

type Ranked = Pick<RenderedOutput, 'index' | 'variant'> & { readonly score?: number };

/**
 * Puts the best variant first: numbers variants and outputs anew by the mean score of a variant's outputs, those that
 * are missing counting nothing. Of equals, the one that was made first stays first. Outputs come as they are finished,
 * so this is for when all are there.
 */
export function rankOutputs<Output extends Ranked>(outputs: readonly Output[], formats: number): Output[] {
  const scores = new Map<number, number>();
  for (const { variant, score = 0 } of outputs) scores.set(variant, (scores.get(variant) ?? 0) + score / formats);
  const order = [...scores.keys()].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || a - b);
  return outputs
    .map((output) => {
      const variant = order.indexOf(output.variant);
      return { ...output, variant, index: variant * formats + (output.index - output.variant * formats) };
    })
    .sort((a, b) => a.index - b.index);
}
