import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import type { AnalysisFinding } from '@proofsheet/domain';
import type { Mask } from '@proofsheet/raster';
import type { Pixels } from '../planes/pixels.ts';
import { ModelFailure } from './model-failure.ts';

/** The operator's models as a thread sees them: each may be there or not, and rejects with a `ModelFailure`. */
export interface OperatorModels {
  readonly cutout?: (image: Pixels) => Promise<{ mask: Mask; agreement: number }>;
  readonly nsfw?: (image: Pixels) => Promise<number>;
}

type ModelName = keyof OperatorModels;
interface Question {
  readonly model: ModelName;
  readonly image: Pixels;
}
type Reply = { readonly answer: unknown } | { readonly finding: AnalysisFinding | undefined; readonly message: string };

/** What a thread is given: the other end of the line, and which models are at it. */
export interface Line {
  readonly port: MessagePort;
  readonly models: readonly ModelName[];
}

/** In the process, which owns the models: answers a thread's questions, one after the other, until the port closes. */
export function answerOn(port: MessagePort, models: OperatorModels): void {
  port.on('message', async ({ model, image }: Question) => {
    port.postMessage(await replyOf(models[model], image));
  });
}

/** In a thread: the models at the other end. Errors lose their class on the way, so failures travel as values. */
export function modelsOn({ port, models }: Line): OperatorModels {
  const ask = async (model: ModelName, image: Pixels) => {
    const replied = once(port, 'message') as Promise<[Reply]>;
    port.postMessage({ model, image } satisfies Question);
    const [reply] = await replied;
    if ('answer' in reply) return reply.answer;
    throw reply.finding ? new ModelFailure(reply.finding, reply.message) : new Error(reply.message);
  };
  return Object.fromEntries(models.map((model) => [model, (image: Pixels) => ask(model, image)]));
}

async function replyOf(model: OperatorModels[ModelName], { data, ...size }: Pixels): Promise<Reply> {
  try {
    const image = { data: Buffer.from(data.buffer, data.byteOffset, data.byteLength), ...size };
    return { answer: await model?.(image) };
  } catch (error) {
    const finding = error instanceof ModelFailure ? error.finding : undefined;
    return { finding, message: error instanceof Error ? error.message : String(error) };
  }
}
