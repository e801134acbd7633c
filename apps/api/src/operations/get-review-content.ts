import { keepRendition } from '@proofsheet/database';
import { OUTPUT_MEDIA_TYPES, RENDITION_WIDTHS } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { fileAnswers } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { openRenditions } from '../renditions/rendition.ts';
import { renditionWidth } from '../renditions/width.ts';
import { reviewedOutput, sendPicture, widestShown } from '../reviews/shown.ts';

export const getReviewContent: Operation = (api, dependencies) => {
  const { db, storage } = dependencies;
  const renditions = openRenditions(dependencies, ({ id }, width) => keepRendition(db, { id, width }));
  api.route({
    method: 'GET',
    url: '/r/:id/outputs/:outputId/content',
    schema: {
      operationId: 'getReviewContent',
      summary: 'See a picture of a review link',
      description:
        'The picture itself, never an address of the storage, so that it ends with its link. Without `allowDownload` it comes smaller than it is; one of at most 480 pixels’ width in its own size, encoded anew.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, outputId: id }),
      querystring: z.strictObject({ width: renditionWidth }),
      response: { ...fileAnswers(OUTPUT_MEDIA_TYPES), ...problems(404, 410, 422, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { params, query, review } = request;
      const output = await reviewedOutput(db, review, params.outputId);
      const objectKey = review.link.allowDownload
        ? await renditions.find(output, query.width, request)
        : await renditions.at(output, narrowest(query.width, widestShown(output)), request);
      return sendPicture(storage, request, reply, { objectKey, mediaType: output.mediaType });
    },
  });
};

function narrowest(asked: number | undefined, most: number): number {
  return Math.min(most, RENDITION_WIDTHS.find((one) => one >= (asked ?? most)) ?? most);
}
