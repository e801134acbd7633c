import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AssetRole, GENERATION_STATUSES, isTerminal } from '@proofsheet/domain';
import { z } from 'zod';

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
export type ApiOutput = z.infer<typeof outputSchema>;
const generationSchema = z.object({
  id: z.string(),
  status: z.enum(GENERATION_STATUSES),
  progress: z.object({ done: z.int(), total: z.int() }),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  outputs: z.array(outputSchema),
});
export type ApiGeneration = z.infer<typeof generationSchema>;
const problemSchema = z.object({ title: z.string(), detail: z.string().optional(), field: z.string().optional() });

const POLL_MS = 150;

/** The API refused a request; the message says which, and why. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface PostOptions {
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal;
}

/** The calls of the HTTP API that the demo, the benchmarks and chaos make. All but `post` throw ApiRefusals. */
export interface ApiClient {
  /** Sends JSON or a form and answers the response, whatever its status. Rejects when there is none. */
  post(path: string, body: object | FormData, options?: PostOptions): Promise<ApiAnswer>;
  /** Answers the ids of the assets, in the order of the images. */
  upload(images: readonly { readonly path: string; readonly role: AssetRole }[]): Promise<string[]>;
  /** Answers the id of the generation. */
  submit(request: object): Promise<string>;
  /** Polls until the generation has ended, and reports its progress. */
  follow(id: string, onProgress: (generation: ApiGeneration) => void): Promise<ApiGeneration>;
  /** The bytes at a presigned address. */
  download(url: string): Promise<Buffer>;
}

/** Calls the API with one user's key. Aborting `stopping` aborts every call. */
export function apiClient(origin: string, key: string, stopping?: AbortSignal): ApiClient {
  const authorization = `Bearer ${key}`;
  const post = (path: string, body: object | FormData, { idempotencyKey, signal }: PostOptions = {}) =>
    fetch(`${origin}${path}`, {
      method: 'POST',
      headers: {
        authorization,
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      },
      body: body instanceof FormData ? body : JSON.stringify(body),
      signal: AbortSignal.any([stopping, signal].filter((one) => one !== undefined)),
    });
  return {
    async post(path, body, options) {
      const answer = await post(path, body, options);
      return { status: answer.status, body: await answer.json() };
    },
    async upload(images) {
      const form = new FormData();
      for (const { path, role } of images) {
        form.append('role', role);
        form.append('file', await openAsBlob(path), basename(path));
      }
      const { assets } = await accepted(await post('/v1/assets', form), 'POST /v1/assets', uploadedSchema);
      return assets.map((asset) => asset.id);
    },
    async submit(request) {
      const answer = await post('/v1/generations', request);
      return (await accepted(answer, 'POST /v1/generations', submittedSchema)).id;
    },
    async follow(id, onProgress) {
      const path = `/v1/generations/${id}`;
      while (true) {
        const answer = await fetch(`${origin}${path}`, { headers: { authorization }, signal: stopping ?? null });
        const generation = await accepted(answer, `GET ${path}`, generationSchema);
        onProgress(generation);
        if (isTerminal(generation.status)) return generation;
        await delay(POLL_MS, undefined, stopping && { signal: stopping });
      }
    },
    async download(url) {
      const answer = await fetch(url, { signal: stopping ?? null });
      if (!answer.ok) throw await refusalOf(answer, 'Downloading a result');
      return Buffer.from(await answer.arrayBuffer());
    },
  };
}

async function accepted<Body>(answer: Response, what: string, schema: z.ZodType<Body>): Promise<Body> {
  if (!answer.ok) throw await refusalOf(answer, what);
  return schema.parse(await answer.json());
}

async function refusalOf(answer: Response, what: string): Promise<ApiRefusal> {
  const text = await answer.text();
  const problem = z.string().transform(asJson).pipe(problemSchema).safeParse(text);
  if (!problem.success) return new ApiRefusal(`${what} answered ${answer.status}: ${text.slice(0, 300)}`);
  const { title, detail, field } = problem.data;
  const reason = `${title}.${detail ? ` ${detail}` : ''}${field ? ` (${field})` : ''}`;
  return new ApiRefusal(`${what} answered ${answer.status}: ${reason}`);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
