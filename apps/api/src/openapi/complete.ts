import { ASSET_ROLES, LIMITS } from '@proofsheet/domain';

interface Answer {
  headers?: Record<string, object>;
}
interface Described {
  operationId: string;
  requestBody?: object;
  responses: Record<string, Answer>;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
}

/**
 * Adds what the schemas of routes cannot say (headers, the upload forms), and drops components that nothing refers to.
 */
export function completeDocument<Given extends object>(given: Given): Given {
  const document = structuredClone(given) as Given & Document;
  for (const operation of Object.values(document.paths).flatMap((path) => Object.values(path))) {
    describeHeaders(operation);
  }
  dropPatterns(document);
  const upload = document.paths['/v1/assets']?.post;
  if (upload) upload.requestBody = UPLOAD_FORM;
  const fontUpload = document.paths['/v1/fonts']?.post;
  if (fontUpload) fontUpload.requestBody = FONT_FORM;
  return withOnlyUsedSchemas(document);
}

/** A pattern beside a format says the same at length. */
function dropPatterns(part: object): void {
  if ('format' in part && 'pattern' in part) delete part.pattern;
  for (const value of Object.values(part)) if (typeof value === 'object' && value !== null) dropPatterns(value);
}

const CREATED = new Set(['createProject 201', 'submitGeneration 202', 'uploadFont 201']);

const text = (description: string, format?: string) => ({
  description,
  schema: { type: 'string', ...(format === undefined ? {} : { format }) },
});

function describeHeaders(operation: Described): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    answer.headers = { 'x-request-id': text('Names this request in the log.') };
    if (CREATED.has(`${operation.operationId} ${status}`))
      answer.headers.location = text('Where it is.', 'uri-reference');
    if (status === '429' || status === '503') answer.headers['retry-after'] = text('Seconds to wait.');
  }
}

const UPLOAD_FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['role', 'file'],
        properties: {
          projectId: { type: 'string', format: 'uuid', description: 'Counts for all files.' },
          role: {
            type: 'array',
            items: { type: 'string', enum: ASSET_ROLES },
            minItems: 1,
            maxItems: LIMITS.uploadFiles,
            description: 'One before each file, or one for several.',
          },
          file: {
            type: 'array',
            items: { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' },
            minItems: 1,
            maxItems: LIMITS.uploadFiles,
          },
        },
      },
    },
  },
};

const FONT_FORM = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary', contentMediaType: 'application/octet-stream' } },
      },
    },
  },
};

const REFERENCE = '#/components/schemas/';

/**
 * The generator makes every schema twice: `X` for answers and `XInput` for requests. Where only one is used, or both
 * say the same, one remains, with the plain name.
 */
function withOnlyUsedSchemas<Given extends Document>(document: Given): Given {
  const all = document.components.schemas;
  const used = new Set<string>();
  const visit = (part: object): void => {
    for (const [, name = ''] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (used.has(name)) continue;
      used.add(name);
      visit(all[name] ?? {});
    }
  };
  visit(document.paths);
  const kept = [...used].sort().map((name) => [name, all[name]]);
  const slim = { ...document, components: { ...document.components, schemas: Object.fromEntries(kept) } };
  const plain = (name: string) => name.slice(0, -'Input'.length);
  const same = (name: string) => JSON.stringify(all[name]) === JSON.stringify(all[plain(name)]);
  const inputs = [...used].filter((name) => name.endsWith('Input') && (!used.has(plain(name)) || same(name)));
  return inputs.reduce((renamed, name) => renameSchema(renamed, name, plain(name)), slim);
}

function renameSchema<Given extends Document>(document: Given, from: string, to: string): Given {
  const json = JSON.stringify(document).replaceAll(`"${REFERENCE}${from}"`, `"${REFERENCE}${to}"`);
  const renamed = JSON.parse(json) as Given;
  const { [from]: schema = {}, ...others } = renamed.components.schemas;
  renamed.components.schemas = { ...others, [to]: schema };
  return renamed;
}
