import { serve } from '@proofsheet/sandbox/host';
import type { InferenceSession } from 'onnxruntime-node';
import { inputTensor } from './input-tensor.ts';
import type { ModelDescription, ModelErrands, ModelInput } from './model-errands.ts';
import { readMask } from './read-mask.ts';
import { readScores } from './read-scores.ts';

/** The process of one model. The runtime blocks its main thread for as long as the model runs. */
serve<ModelErrands>({
  describe: async ({ model }) => describe(await sessionOf(model)),
  mask: async (ask) => readMask(await outputsOf(ask)),
  scores: async (ask) => readScores(await outputsOf(ask)),
});

let session: Promise<InferenceSession> | undefined;

/** Loaded once. A load that failed is tried again by the next errand: the file may be there again. */
function sessionOf(model: string): Promise<InferenceSession> {
  session ??= load(model).catch((error) => {
    session = undefined;
    throw error;
  });
  return session;
}

/**
 * As measured best where several images are worked at side by side; without the arena memory goes back after each run.
 */
async function load(model: string): Promise<InferenceSession> {
  // Read when the runtime is loaded. Without it, events of every session are kept in the home folder and sent to
  // Microsoft.
  process.env.ORT_DISABLE_TELEMETRY = '1';
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

async function outputsOf({ model, input, rgb }: ModelInput) {
  const loaded = await sessionOf(model);
  const results = await loaded.run({ [input.name]: await inputTensor(rgb, input) });
  return loaded.outputNames.flatMap((name) => results[name] ?? []);
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
