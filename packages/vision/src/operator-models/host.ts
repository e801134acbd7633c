import { Worker } from 'node:worker_threads';
import type { InferenceSession } from 'onnxruntime-node';
import { inputTensor } from './input-tensor.ts';
import type { Answer, Answers, Errand, ModelDescription } from './messages.ts';
import { readMask } from './read-mask.ts';
import { readScores } from './read-scores.ts';

/** The process of one model: does what its parent asks, one errand at a time. It is ended by SIGKILL, never by itself. */
new Worker(new URL('./watch.ts', import.meta.url), { workerData: { memoryMb: Number(process.argv[2]) } });

let session: Promise<InferenceSession> | undefined;

process.on('message', async (errand: Errand) => {
  process.send?.(await answer(errand));
});

async function answer(errand: Errand): Promise<Answer> {
  try {
    session ??= load(errand.model);
    return { result: await run(await session, errand) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

/** As measured best where several images are worked at side by side; without the arena memory goes back after each run. */
async function load(model: string): Promise<InferenceSession> {
  const { InferenceSession } = await import('onnxruntime-node');
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    enableCpuMemArena: false,
    enableMemPattern: false,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  });
}

async function run(loaded: InferenceSession, errand: Errand): Promise<Answers[Errand['do']]> {
  if (errand.do === 'describe') return describe(loaded);
  const results = await loaded.run({ [errand.input.name]: await inputTensor(errand.rgb, errand.input) });
  const outputs = loaded.outputNames.flatMap((name) => results[name] ?? []);
  return errand.do === 'mask' ? readMask(outputs) : readScores(outputs);
}

function describe({ inputMetadata, outputMetadata }: InferenceSession): ModelDescription {
  const described = (metadata: readonly InferenceSession.ValueMetadata[]) =>
    metadata.map((value) => ({
      name: value.name,
      type: value.isTensor ? value.type : 'no tensor',
      shape: value.isTensor ? [...value.shape] : [],
    }));
  return { inputs: described(inputMetadata), outputs: described(outputMetadata) };
}
