import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isTerminal } from '@proofsheet/domain';
import { z } from 'zod';
import { CommandError } from '../command-error.ts';
import type { DemoImage, DemoOrder } from './orders.ts';

const failure = z.object({ code: z.string(), message: z.string() });
const uploadedSchema = z.object({ assets: z.array(z.object({ id: z.string() })) });
const submittedSchema = z.object({ id: z.string() });
const outputSchema = z.object({
  index: z.int(),
  variant: z.int(),
  template: z.string(),
  format: z.string(),
  width: z.int(),
  height: z.int(),
  mediaType: z.enum(['image/jpeg', 'image/png', 'image/webp', 'image/avif']),
  bytes: z.int(),
  url: z.string(),
});
export type DemoOutput = z.infer<typeof outputSchema>;
const generationSchema = z.object({
  id: z.string(),
  status: z.enum(['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED']),
  progress: z.object({ done: z.int(), total: z.int() }),
  error: failure.nullable(),
  outputs: z.array(outputSchema),
});
export type DemoGeneration = z.infer<typeof generationSchema>;
const problemSchema = z.object({ title: z.string(), detail: z.string().optional(), field: z.string().optional() });

const POLL_MS = 150;

/** The calls of the HTTP API that a client of this service makes, in their order. */
export interface ApiClient {
  /** Ids of the assets, in the order of the images. */
  upload(images: readonly DemoImage[]): Promise<string[]>;
  submit(order: DemoOrder, assetIds: readonly string[]): Promise<string>;
  /** Asks until the generation has ended, and tells of its progress. */
  follow(id: string, onProgress: (generation: DemoGeneration) => void): Promise<DemoGeneration>;
  download(url: string): Promise<Buffer>;
}

export function apiClient(origin: string, key: string, stopping: AbortSignal): ApiClient {
  async function call<T extends z.ZodType>(schema: T, path: string, init: RequestInit = {}): Promise<z.infer<T>> {
    const headers = { authorization: `Bearer ${key}`, ...init.headers };
    const answer = await fetch(`${origin}${path}`, { ...init, headers, signal: stopping });
    if (!answer.ok) throw new CommandError(await refusalOf(answer, `${init.method ?? 'GET'} ${path}`));
    return schema.parse(await answer.json());
  }

  return {
    async upload(images) {
      const form = new FormData();
      for (const { path, role } of images) {
        form.append('role', role);
        form.append('file', await openAsBlob(path), basename(path));
      }
      const { assets } = await call(uploadedSchema, '/v1/assets', { method: 'POST', body: form });
      return assets.map((asset) => asset.id);
    },
    async submit({ kind, variants, copy }, assetIds) {
      const body = JSON.stringify({ kind, variants, copy, assets: assetIds.map((assetId) => ({ assetId })) });
      const headers = { 'content-type': 'application/json' };
      return (await call(submittedSchema, '/v1/generations', { method: 'POST', body, headers })).id;
    },
    async follow(id, onProgress) {
      while (true) {
        const generation = await call(generationSchema, `/v1/generations/${id}`);
        onProgress(generation);
        if (isTerminal(generation.status)) return generation;
        await delay(POLL_MS, undefined, { signal: stopping });
      }
    },
    async download(url) {
      const answer = await fetch(url, { signal: stopping });
      if (!answer.ok) throw new CommandError(await refusalOf(answer, 'Downloading a result'));
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

async function refusalOf(answer: Response, what: string): Promise<string> {
  const text = await answer.text();
  const problem = z.string().transform(asJson).pipe(problemSchema).safeParse(text);
  if (!problem.success) return `${what} answered ${answer.status}: ${text.slice(0, 300)}`;
  const { title, detail, field } = problem.data;
  return `${what} answered ${answer.status}: ${title}.${detail ? ` ${detail}` : ''}${field ? ` (${field})` : ''}`;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
