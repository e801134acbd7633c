import { type AssetRow, analysisOf, findAsset } from '@proofsheet/database';
import { awaitsIngest, Fault } from '@proofsheet/domain';
import { z } from 'zod';
import { idInPath } from '../answers/fields.ts';
import { usableCutout } from '../answers/whole-asset.ts';
import type { Operation } from '../dependencies.ts';
import { found } from '../ownership.ts';
import { PROBLEMS, problems } from '../problem.ts';

const image = z.custom<Buffer>().meta({ type: 'string', format: 'binary' });
const DESCRIPTION = `The part of the image that \`analysis.cutout.bounds\` names, its ground see-through; by \`alpha\` it \
is the whole image. Where there is none the answer is 404 with the code \`no_cutout\` and the reason. A page that cannot \
send a key shows \`cutoutUrl\` of the asset instead.`;

export const getCutout: Operation = (api, { db, storage }) => {
  api.route({
    method: 'GET',
    url: '/assets/:id/cutout',
    schema: {
      operationId: 'getCutout',
      summary: 'Get the subject alone',
      description: DESCRIPTION,
      tags: ['Assets'],
      params: idInPath,
      response: {
        200: {
          description: 'PNG or WebP with alpha.',
          content: { 'image/png': { schema: image }, 'image/webp': { schema: image } },
        },
        ...problems(404, ...PROBLEMS),
      },
    },
    async handler({ userId, params }, reply) {
      const row = found(await findAsset(db, { userId, id: params.id }), 'asset');
      const key = usableCutout(row);
      if (key === undefined) throw new Fault('no_cutout', whyNone(row));
      const bytes = await storage.get(key);
      return reply.type(mediaTypeOf(key)).header('cache-control', 'private, no-cache').send(bytes);
    },
  });
};

/** Every image with alpha is stored as one of the two. */
function mediaTypeOf(key: string): 'image/webp' | 'image/png' {
  return key.endsWith('.webp') ? 'image/webp' : 'image/png';
}

const NO_TRUST = 'What was cut out cannot be trusted, so the image is framed.';

function whyNone({ status, correction, analysis, handCutout }: AssetRow): string {
  if (awaitsIngest(status)) return 'The asset is PENDING: ask again when it is READY.';
  const uncorrected = analysisOf({ analysis, correction: {}, handCutout });
  if (uncorrected === null) return 'The asset was REJECTED; its own page says why.';
  if (correction.cutout === false) return 'The cut-out is switched off: PATCH the asset with {"cutout": true}.';
  if (uncorrected.cutout) return NO_TRUST;
  const reasons = uncorrected.findings.map(({ message }) => message);
  return ['No subject was told from its ground.', ...reasons].join(' ');
}
