import { openWorkbench, type TemplateSummary, type Workbench } from '@proofsheet/render/workbench';
import type { Shot } from '../stage.ts';

/** Runs something with a workbench and the templates that are sound; says what is wrong with the others. */
export async function withTemplates<T>(
  only: string | undefined,
  say: (line: string) => void,
  use: (workbench: Workbench, templates: readonly TemplateSummary[]) => Promise<T>,
): Promise<T> {
  const workbench = await openWorkbench({ seconds: 30 });
  try {
    const loaded = await workbench.load();
    for (const { issues: flaws } of loaded)
      for (const { file, code, message } of flaws) say(`${file} ${code}: ${message}`);
    const templates = loaded.flatMap(({ summary }) => summary ?? []);
    return await use(workbench, only === undefined ? templates : templates.filter(({ name }) => name === only));
  } finally {
    await workbench.close();
  }
}

/** Two shots at a time: while one is drawn, another is cropped or encoded. The order of the answers is that of the shots. */
export async function eachShot<S extends Shot, T>(
  shots: readonly S[],
  work: (shot: S) => Promise<T>,
  progress: (done: number) => void,
): Promise<T[]> {
  const answers: T[] = [];
  let [next, done] = [0, 0];
  const walk = async () => {
    while (next < shots.length) {
      const index = next++;
      answers[index] = await work(shots[index] as S);
      progress(++done);
    }
  };
  await Promise.all([walk(), walk()]);
  return answers;
}
