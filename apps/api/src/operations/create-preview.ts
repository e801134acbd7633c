import { createPreview as createRow, findAssets, notifyDone, type PreviewEnd } from '@proofsheet/database';
import { expandFormats, Fault, isReady, specOf } from '@proofsheet/domain';
import type { Dependencies, Operation } from '../dependencies.ts';
import { type AssetRow, judgeTemplates } from '../dry-run.ts';
import type { Order } from '../orders/order-of.ts';
import { openPlaces } from '../places.ts';
import { awaitPreview } from '../previews/await-preview.ts';
import { previewAnswer, previewSchema } from '../previews/preview-answer.ts';
import { previewRequestSchema } from '../previews/preview-request.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { resolveOrder } from '../take-order.ts';

/** Of all users in one process: each holds an answer of up to two megabytes for a moment. */
const AT_ONCE = 100;
const RETRY_SECONDS = 1;
/** A preview of more formats takes a worker as long as several, and counts as so many. */
const FORMATS_COUNTED_ONCE = 6;

export const createPreview: Operation = (api, dependencies) => {
  const { db, settings } = dependencies;
  const { previewsPerUser, previewsPerMinute } = settings;
  const inPlace = openPlaces({ perUser: previewsPerUser, all: AT_ONCE }, (limit) => {
    const which = limit === 'all' ? 'Many previews are' : `${previewsPerUser} of your previews are`;
    const message = `${which} under way at this moment: ask again when some of them are there.`;
    return new Fault('rate_limited', message, { retryAfterSeconds: RETRY_SECONDS });
  });
  const count = api.createRateLimit({
    max: previewsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: ({ userId }) => `previews ${userId}`,
  });
  api.route({
    method: 'POST',
    url: '/previews',
    // Pictures in base64: packing them takes longer than sending them.
    compress: false,
    schema: {
      operationId: 'createPreview',
      summary: 'See a spec at once',
      description:
        'For live editing: one variant in all formats, small, with what the inspection finds, in the answer itself. Nothing is kept, and no quota is used up. Drawn by a worker before all generations; waits ten seconds for it at most.',
      tags: ['Previews'],
      body: previewRequestSchema,
      response: {
        200: { description: 'The pictures.', content: { 'application/json': { schema: previewSchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const { editor, ...asked } = body;
      const formats = expandFormats(asked.formats, asked.kind).length;
      for (let first = 0; first < formats; first += FORMATS_COUNTED_ONCE) {
        const counted = await count(request);
        if (!counted.isAllowed && counted.isExceeded) throw tooMany(previewsPerMinute, counted.ttlInSeconds);
      }
      return inPlace(userId, async () => {
        const { id, spec, superseded } = await db.transaction().execute(async (tx) => {
          const order = await resolveOrder(tx, dependencies, { userId, request: asked });
          const used = order.assets.map(({ assetId }) => assetId);
          requireReady(order, await findAssets(tx, { userId, ids: used }), dependencies);
          const spec = {
            ...specOf(order.request, order),
            variants: 1,
            mediaType: 'image/jpeg' as const,
            strict: false,
          };
          const { kind, seed } = asked;
          return { spec, ...(await createRow(tx, { userId, editor, kind, spec, seed, assets: order.assets })) };
        });
        for (const older of superseded) await notifyDone(db, `preview ${older}`);
        const drawn = drawnOf(await awaitPreview(dependencies, id, request));
        reply.header('cache-control', 'no-store');
        return previewAnswer(drawn, { ...asked, spec });
      });
    },
  });
};

function tooMany(max: number, seconds: number): Fault {
  return new Fault('rate_limited', `At most ${max} previews a minute; go on in ${seconds} seconds.`, {
    retryAfterSeconds: seconds,
  });
}

const ANALYSIS_SECONDS = 2;
const DRY_RUN = '`POST /v1/generations?dryRun=true` says of each template why.';

/** What a worker would find out only after it has read everything is said at once. */
function requireReady(order: Order, assets: readonly AssetRow[], { templates }: Pick<Dependencies, 'templates'>): void {
  for (const [position, { assetId }] of order.assets.entries()) {
    if (assets.some(({ id, status }) => id === assetId && isReady(status))) continue;
    // What comes behind those that it names is a logo of its project.
    const given = position < order.request.assets.length;
    throw new Fault('asset_not_ready', `The asset ${assetId} is still being analysed.`, {
      field: given ? `assets/${position}/assetId` : 'projectId',
      retryAfterSeconds: ANALYSIS_SECONDS,
    });
  }
  const judged = judgeTemplates(templates, order, assets);
  // Of what is left out nothing has to fit.
  if (order.request.onOutputError === 'skip' || judged.some(({ fits }) => fits)) return;
  const pinned = order.like?.template ?? order.request.template;
  const reasons = judged.find(({ name }) => name === pinned)?.reasons ?? [];
  const why = reasons.length > 0 ? reasons.map(({ message }) => message).join(' ') : DRY_RUN;
  const fields = reasons.map(({ field = 'template', message }) => ({ field, message }));
  throw new Fault(
    'no_template_fits',
    `${pinned === undefined ? 'No template fits' : `${pinned} does not fit`}: ${why}`,
    { fields },
  );
}

function drawnOf(end: PreviewEnd) {
  if ('drawn' in end) return end.drawn;
  const { code, message, field } = end.error;
  throw new Fault(code, message, { ...(field === undefined ? {} : { field }) });
}
