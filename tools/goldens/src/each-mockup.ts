import type { Mockup } from '@proofsheet/mockups';

/** Two at a time: while one is drawn, another is cropped or encoded. The answers keep the order of the mockups. */
export async function eachMockup<M extends Mockup, T>(
  mockups: readonly M[],
  work: (mockup: M) => Promise<T>,
  progress: (done: number) => void,
): Promise<T[]> {
  const answers: T[] = [];
  let [next, done] = [0, 0];
  const walk = async () => {
    while (next < mockups.length) {
      const index = next++;
      answers[index] = await work(mockups[index] as M);
      progress(++done);
    }
  };
  await Promise.all([walk(), walk()]);
  return answers;
}
