import { randomInt } from 'node:crypto';
import {
  createGeneration,
  findAssets,
  findFont,
  findGeneration,
  findOutput,
  type GenerationRow,
  type KeptAnswer,
  newId,
  type Tx,
  type UserId,
} from '@proofsheet/database';
import {
  type AssetRole,
  type ErrorCode,
  Fault,
  type FieldError,
  FONT_PARTS,
  type GenerationRequest,
  generationRequestSchema,
  isRejected,
  isTerminal,
  type Recipe,
  recipeSchema,
  specOf,
  type UsedFonts,
} from '@proofsheet/domain';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { admitGeneration } from '../admission.ts';
import { generationAnswer, submittedGenerationSchema } from '../answers/generation.ts';
import { wholeGenerationAnswer } from '../answers/whole-generation.ts';
import type { Dependencies, Operation } from '../dependencies.ts';
import { enqueueGeneration } from '../enqueue-generation.ts';
import { applyWait, preferHeader, waitSeconds } from '../events/prefer.ts';
import { untilEnded } from '../events/until-ended.ts';
import { createOnce, idempotencyHeader, keyedRequest, sendKept } from '../idempotency.ts';
import { found, requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';

const MAX_SEED = 2_147_483_647;

const body = generationRequestSchema.meta({
  id: 'GenerationRequest',
  examples: [
    {
      kind: 'THUMBNAIL',
      assets: [{ assetId: '0199c0de-7a11-7000-8000-000000000001', role: 'PERSON' }],
      copy: { headline: 'I tried **everything**', subline: 'Only one thing worked' },
      variants: 4,
    },
  ],
});

export const submitGeneration: Operation = (api, dependencies) => {
  const { db, queues, templates, settings } = dependencies;
  api.route({
    method: 'POST',
    url: '/generations',
    schema: {
      operationId: 'submitGeneration',
      summary: 'Submit a generation',
      description:
        'Needs only the database: while the queue is down the order is kept, and runs later. With `Prefer: wait` it is answered when the generation has ended, or with the outputs so far when the time is over; sent again with its `Idempotency-Key`, it waits on.',
      tags: ['Generations'],
      headers: idempotencyHeader.extend(preferHeader.shape),
      body,
      response: {
        200: {
          description: 'It has ended within the time that you would wait: COMPLETED, FAILED or CANCELLED.',
          content: { 'application/json': { schema: submittedGenerationSchema } },
        },
        202: {
          description: 'Taken. Ask for its progress at the `Location`.',
          content: { 'application/json': { schema: submittedGenerationSchema } },
        },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const id = newId();
      let priority = 1;
      const { answer, replayed } = await createOnce(db, keyedRequest(request, 'submitGeneration', body), async (tx) => {
        requireTemplate(templates, body);
        priority = await admitGeneration(tx, userId, settings);
        await requireProject(tx, userId, body.projectId);
        const assets = await resolveAssets(tx, userId, body.assets);
        const like = await resolveLike(tx, userId, body);
        const fonts = await resolveFonts(tx, userId, body.brand);
        const order = { id, userId, requestId: request.id, request: body, like, fonts, assets };
        const row = await insertGeneration(tx, order);
        return { status: 202, location: `/v1/generations/${id}`, body: generationAnswer(row) };
      });
      const job = { id, kind: body.kind, dispatch: 0, priority, requestId: request.id };
      if (!replayed) void enqueueGeneration(queues, job, request.log);
      const seconds = waitSeconds(request.headers);
      if (seconds === undefined) return sendKept(reply, answer, replayed);
      applyWait(reply, seconds);
      return sendKept(reply, await answerAfter(request, answer, seconds), replayed);
    },
  });

  /** What was answered to the submission becomes the generation as it is after the wait. */
  async function answerAfter(request: FastifyRequest, answer: KeptAnswer, seconds: number): Promise<KeptAnswer> {
    const { id } = answer.body as { id: string };
    const row = await untilEnded(dependencies, request, { id, seconds });
    // Deleted meanwhile.
    if (row === undefined) return answer;
    const status = isTerminal(row.status) ? 200 : 202;
    return { ...answer, status, body: await wholeGenerationAnswer(dependencies, row) };
  }
};

/** Refuses a template that does not exist now, before a worker would. */
function requireTemplate(templates: Dependencies['templates'], { template, kind }: GenerationRequest): void {
  if (template === undefined || templates.some((one) => one.name === template && one.kind === kind)) return;
  const message = `There is no ${kind} template ${template}; GET /v1/templates?kind=${kind} lists those there are.`;
  throw new Fault('unknown_template', message, { field: 'template' });
}

/** The recipe of the output that the client wants more of. */
async function resolveLike(tx: Tx, userId: UserId, { like, kind }: GenerationRequest): Promise<Recipe | undefined> {
  if (like === undefined) return undefined;
  const output = await findOutput(tx, { userId, id: like.outputId });
  const refuse = (message: string) => new Fault('unknown_output', message, { field: 'like/outputId' });
  if (output === undefined || output.kind !== kind) throw refuse(`You have no ${kind} output ${like.outputId}.`);
  const recipe = z.object({ recipe: recipeSchema }).safeParse(output.report);
  if (!recipe.success) throw refuse('That output was made before recipes were kept; pin its template instead.');
  return recipe.data.recipe;
}

/** Each font with its hash, so that the same spec is never drawn with another font. */
async function resolveFonts(tx: Tx, userId: UserId, brand: GenerationRequest['brand']): Promise<UsedFonts> {
  const fonts: UsedFonts = {};
  for (const part of FONT_PARTS) {
    const id = brand[part];
    if (id === undefined) continue;
    const row = await findFont(tx, { userId, id });
    if (row === undefined) throw new Fault('unknown_font', `You have no font ${id}.`, { field: `brand/${part}` });
    fonts[part] = { id: row.id, sha256: row.sha256 };
  }
  return fonts;
}

type AssetUse = { readonly assetId: string; readonly role: AssetRole };

/**
 * Each asset with its role in this picture. The error names the field of each that is not the user's, or was rejected.
 */
async function resolveAssets(tx: Tx, userId: UserId, uses: GenerationRequest['assets']): Promise<AssetUse[]> {
  const rows = await findAssets(tx, { userId, ids: uses.map((use) => use.assetId) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const refused: (FieldError & { code: ErrorCode })[] = [];
  const taken = uses.flatMap(({ assetId, role }, index) => {
    const asset = byId.get(assetId.toLowerCase());
    const refuse = (code: ErrorCode, message: string) => {
      refused.push({ code, message, field: `assets/${index}/assetId` });
      return [];
    };
    if (asset === undefined) return refuse('unknown_asset', `You have no asset ${assetId}.`);
    if (isRejected(asset.status))
      return refuse('asset_rejected', `The asset ${assetId} was rejected; GET it to see why.`);
    return [{ assetId: asset.id, role: role ?? asset.role }];
  });
  const [first] = refused;
  if (first === undefined) return taken;
  throw new Fault(first.code, refused.map(({ message }) => message).join(' '), { fields: refused });
}

interface Order {
  readonly id: string;
  readonly userId: UserId;
  readonly requestId: string;
  readonly request: GenerationRequest;
  readonly like: Recipe | undefined;
  readonly fonts: UsedFonts;
  readonly assets: AssetUse[];
}

async function insertGeneration(tx: Tx, { request, like, fonts, ...order }: Order): Promise<GenerationRow> {
  const { kind, metadata, projectId = null, seed = randomInt(MAX_SEED), deadlineSeconds } = request;
  const spec = specOf(request, { like, fonts });
  await createGeneration(tx, { ...order, projectId, kind, spec, seed, metadata, deadlineSeconds });
  return found(await findGeneration(tx, order), 'generation');
}
