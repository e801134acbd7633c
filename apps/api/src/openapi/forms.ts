import { ASSET_ROLES, LIMITS } from '@proofsheet/domain';
import { CSV_TYPE, NDJSON_TYPES } from '../batches/batch-body.ts';
import { ROLE_FIELDS } from '../uploads/form.ts';

/** A test runs both as they stand here. */
export const UPLOAD_SAMPLE = 'curl -H "Authorization: Bearer $KEY" -F person=@me.jpg -F logo=@logo.png $API/v1/assets';
export const FONT_SAMPLE = 'curl -H "Authorization: Bearer $KEY" -F file=@brand.woff2 $API/v1/fonts';
export const MASK_SAMPLE = 'curl -X PUT -H "Authorization: Bearer $KEY" -F mask=@mask.png $API/v1/assets/$ID/cutout';

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

export const MASK_FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      example: { mask: 'mask.png' },
      schema: { type: 'object', required: ['mask'], properties: { mask: file } },
    },
  },
};

const BATCH_CSV = `kind,copy.headline,copy.price,assets.0.assetId,variants
AD,Summer sale,€ 19,0199c0de-7a11-7000-8000-000000000001,2
AD,Winter sale,€ 29,0199c0de-7a11-7000-8000-000000000002,2
`;
const BATCH_ROWS = [
  { kind: 'THUMBNAIL', copy: { headline: 'Hello' } },
  { kind: 'AD', copy: { headline: 'Summer sale' } },
];

/** The body of `POST /v1/generations/batch`. */
export const BATCH_BODY = {
  required: true,
  content: {
    'application/json': {
      example: BATCH_ROWS,
      schema: {
        type: 'array',
        minItems: 1,
        maxItems: LIMITS.batchRows,
        items: { $ref: '#/components/schemas/GenerationRequestInput' },
      },
    },
    [NDJSON_TYPES[0] ?? '']: {
      example: `${BATCH_ROWS.map((row) => JSON.stringify(row)).join('\n')}\n`,
      schema: { type: 'string', description: 'A `GenerationRequest` in each line.' },
    },
    [CSV_TYPE]: {
      example: BATCH_CSV,
      schema: { type: 'string', description: 'The first line names the fields of a `GenerationRequest`.' },
    },
  },
};
