import { ASSET_ROLES, LIMITS } from '@proofsheet/domain';
import { ROLE_FIELDS } from '../uploads/form.ts';

/** A test runs both as they stand here. */
export const UPLOAD_SAMPLE = 'curl -H "Authorization: Bearer $KEY" -F person=@me.jpg -F logo=@logo.png $API/v1/assets';
export const FONT_SAMPLE = 'curl -H "Authorization: Bearer $KEY" -F file=@brand.woff2 $API/v1/fonts';

const UPLOAD_EXAMPLE = { person: ['me.jpg'], logo: ['logo.png'] };

const file = { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' };
const files = { type: 'array', items: file, minItems: 1, maxItems: LIMITS.uploadFiles };

const underTheirRoles = Object.fromEntries(
  [...ROLE_FIELDS].map(([field, role]) => [field, { ...files, description: `Images in the role ${role}.` }]),
);

/** The body of `POST /v1/assets`, which no schema of the route describes: it is read while it streams in. */
export const UPLOAD_FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      example: UPLOAD_EXAMPLE,
      schema: {
        type: 'object',
        minProperties: 1,
        properties: {
          projectId: { type: 'string', format: 'uuid', description: 'Counts for all files.' },
          ...underTheirRoles,
          role: {
            type: 'array',
            items: { type: 'string', enum: ASSET_ROLES },
            minItems: 1,
            maxItems: LIMITS.uploadFiles,
            description: 'The roles of `file`: one before each, or one for several.',
          },
          file: { ...files, description: 'Images in the roles that `role` says before them.' },
        },
      },
    },
  },
};

export const FONT_FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      example: { file: 'brand.woff2' },
      schema: { type: 'object', required: ['file'], properties: { file } },
    },
  },
};
