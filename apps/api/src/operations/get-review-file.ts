import { Fault, OUTPUT_MEDIA_TYPES, outputFileName } from '@proofsheet/domain';
import { z } from 'zod';
import { id } from '../answers/fields.ts';
import { fileAnswers, sendFile } from '../answers/file.ts';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { reviewedOutput } from '../reviews/shown.ts';

export const getReviewFile: Operation = (api, dependencies) => {
  api.route({
    method: 'GET',
    url: '/r/:id/outputs/:outputId/file',
    schema: {
      operationId: 'getReviewFile',
      summary: 'Download a picture of a review link',
      description: 'The bytes themselves, where the link allows it.',
      tags: ['Reviews'],
      security: [{ review: [] }],
      params: z.object({ id, outputId: id }),
      response: { ...fileAnswers(OUTPUT_MEDIA_TYPES), ...problems(403, 404, 410, ...PROBLEMS) },
    },
    async handler(request, reply) {
      const { review, params } = request;
      const row = await reviewedOutput(dependencies.db, review, params.outputId);
      if (!review.link.allowDownload) throw new Fault('not_allowed', 'This link is for looking: it gives no files.');
      const file = { ...row, fileName: outputFileName(row) };
      return sendFile(dependencies, request, reply, file, 'attachment', 'private, no-cache');
    },
  });
};
