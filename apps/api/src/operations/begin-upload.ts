import { createUpload, newId } from '@proofsheet/database';
import { assetRoleSchema, LIMITS, objectKeys, UPLOAD_MEDIA_TYPES } from '@proofsheet/domain';
import { z } from 'zod';
import { admitUpload } from '../admission.ts';
import { id, time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { requireProject } from '../ownership.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { plainName } from '../uploads/parts.ts';

const body = z
  .strictObject({
    name: z.string().max(1000).default('').describe('The name of the file, for display.'),
    mediaType: z.enum(UPLOAD_MEDIA_TYPES).describe('What the file is sent as; what it is, its content says.'),
    bytes: z.int().min(1).max(LIMITS.uploadBytes).describe('The exact size of the file.'),
    role: assetRoleSchema,
    projectId: id.optional(),
  })
  .meta({ id: 'NewUpload' });

const uploadSchema = z
  .object({
    id,
    method: z.literal('PUT'),
    url: z.url().describe('Send the file here, without a key: exactly so many bytes, with `headers`.'),
    headers: z.record(z.string(), z.string()).describe('To be sent with the file, exactly so.'),
    expiresAt: time.describe('The address works until then. The upload may be completed for a day.'),
  })
  .meta({ id: 'Upload', description: 'A file that you are going to send to the storage yourself.' });

export const beginUpload: Operation = (api, { db, storage, settings }) => {
  api.route({
    method: 'POST',
    url: '/assets/uploads',
    schema: {
      operationId: 'beginUpload',
      summary: 'Begin a direct upload',
      description:
        'For large files, and for pages that must not have your key: the file goes straight to the storage. Announce it here, `PUT` it to the address in the answer, then complete it. What is never completed goes away after a day.',
      tags: ['Assets'],
      body,
      response: {
        201: { description: 'Where to send the file.', content: { 'application/json': { schema: uploadSchema } } },
        ...problems(404, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const { userId, body } = request;
      const { name, projectId, ...file } = body;
      await requireProject(db, userId, projectId);
      await admitUpload(db, userId, settings, file.bytes);
      const id = newId();
      const objectKey = objectKeys.upload(id, file.mediaType);
      const originalName = plainName(name, 'name');
      await createUpload(db, { id, userId, projectId: projectId ?? null, originalName, ...file, objectKey });
      const signedAt = storage.now();
      const seconds = LIMITS.directUploadSeconds;
      const url = await storage.presignPut(objectKey, { seconds, signedAt, ...file });
      const expiresAt = new Date(signedAt.getTime() + seconds * 1000).toISOString();
      const headers = { 'content-type': file.mediaType };
      return reply.code(201).send({ id, method: 'PUT', url, headers, expiresAt });
    },
  });
};
