import { type AssetRow, analysisOf, findAsset } from '@proofsheet/database';
import { type Analysis, awaitsIngest, Fault, LIMITS } from '@proofsheet/domain';
import { openHandCutter } from '@proofsheet/vision';
import { idInPath } from '../answers/fields.ts';
import { wholeAssetAnswer, wholeAssetSchema } from '../answers/whole-asset.ts';
import type { Operation } from '../dependencies.ts';
import { MASK_SAMPLE } from '../openapi/forms.ts';
import { found } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { receiveMask } from '../uploads/receive-mask.ts';
import { storeHandCutout } from '../uploads/store-hand-cutout.ts';

const DESCRIPTION = `A mask that a person has drawn, as a PNG of at most ${LIMITS.maskBytes / 1e6} MB and in the \
proportions of the upright image, at any size: its alpha where any of it is see-through, else its lightness. White is subject, black is \
ground, grey is a soft edge. It is followed to the letter, and stays when the image is analysed again; box, mask, parts and \
middle of the subject follow it. Counts for every generation that is rendered from now on. DELETE goes back to what was \
found by itself.

\`${MASK_SAMPLE}\``;

export const correctCutout: Operation = (api, dependencies) => {
  const { db, storage, inUploadPlace } = dependencies;
  const cutter = openHandCutter();
  api.addHook('onClose', () => cutter.close());
  api.route({
    method: 'PUT',
    url: '/assets/:id/cutout',
    schema: {
      operationId: 'correctCutout',
      summary: 'Correct the cut-out by hand',
      description: DESCRIPTION,
      tags: ['Assets'],
      params: idInPath,
      consumes: ['multipart/form-data'],
      response: {
        200: { description: 'As corrected.', content: { 'application/json': { schema: wholeAssetSchema } } },
        ...problems(404, 409, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request) {
      const { userId, params, log } = request;
      const asset = { userId, id: params.id };
      const { masterKey, analysis } = cuttable(found(await findAsset(db, asset), 'asset'));
      const cut = await inUploadPlace(userId, async () => {
        const mask = await receiveMask(request);
        const master = await storage.get(masterKey);
        return cutter.cut({ master, mask, person: showsPeople(analysis) }).catch(atMask);
      });
      await storeHandCutout(dependencies, asset, cut, log);
      return wholeAssetAnswer(dependencies, found(await findAsset(db, asset), 'asset'));
    },
  });
};

function cuttable(row: AssetRow): { masterKey: string; analysis: Analysis } {
  const { status, masterKey } = row;
  if (awaitsIngest(status)) throw new Fault('asset_not_ready', 'The asset is PENDING: ask again when it is READY.');
  const analysis = analysisOf(row);
  if (masterKey === null || analysis === null)
    throw new Fault('asset_rejected', 'The asset was REJECTED; its own page says why.');
  if (analysis.hasAlpha)
    throw new Fault(
      'mask_not_taken',
      'The image has an alpha of its own, which is its cut-out: change it in the file.',
    );
  return { masterKey, analysis };
}

function showsPeople({ subject, faces }: Analysis): boolean {
  return subject?.person ?? faces.length > 0;
}

function atMask(error: unknown): never {
  throw error instanceof Fault ? new Fault(error.code, error.message, { field: 'mask', cause: error }) : error;
}
