import { Worker } from 'node:worker_threads';
import { openTypesetter, type Typesetter } from '../engine/takumi.ts';
import { loadFonts } from '../fonts/font-library.ts';
import type { Answer, Answers, Errand } from './messages.ts';
import { tryFont } from './try-font.ts';

/**
 * The process that draws templates which are not ours and reads fonts that were uploaded: what its parent asks, one
 * errand at a time. A drawing under way cannot be stopped, so it is ended by SIGKILL and never by itself.
 */
new Worker(new URL('./watch.ts', import.meta.url), { workerData: { memoryMb: Number(process.argv[2]) } });

let opening: Promise<Typesetter> | undefined;

process.on('message', async (errand: Errand) => {
  process.send?.(await answer(errand));
});

async function answer(errand: Errand): Promise<Answer> {
  try {
    return { result: await run(errand) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

async function run(errand: Errand): Promise<Answers[Errand['do']]> {
  if (errand.do === 'examine') return tryFont(Buffer.from(errand.font), await openTypesetter([]));
  opening ??= loadFonts().then(({ files }) => openTypesetter(files));
  const typesetter = await opening;
  if (errand.do !== 'register') return typesetter[errand.do](errand.sheet);
  await typesetter.register(errand.fonts);
  return true;
}
