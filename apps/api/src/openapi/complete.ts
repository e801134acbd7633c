import { addExamples } from './examples.ts';
import { BATCH_BODY, FONT_FORM, FONT_SAMPLE, MASK_FORM, MASK_SAMPLE, UPLOAD_FORM, UPLOAD_SAMPLE } from './forms.ts';
import { type Described, describeHeaders } from './headers.ts';

interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, object> };
}

/**
 * Adds what the schemas of routes cannot say (headers, the upload forms, examples), and drops components that nothing
 * refers to.
 */
export function completeDocument<Given extends object>(given: Given): Given {
  const document = structuredClone(given) as Given & Document;
  dropPatterns(document);
  const upload = document.paths['/v1/assets']?.post;
  if (upload) Object.assign(upload, { requestBody: UPLOAD_FORM, 'x-codeSamples': [curl(UPLOAD_SAMPLE)] });
  const fontUpload = document.paths['/v1/fonts']?.post;
  if (fontUpload) Object.assign(fontUpload, { requestBody: FONT_FORM, 'x-codeSamples': [curl(FONT_SAMPLE)] });
  const mask = document.paths['/v1/assets/{id}/cutout']?.put;
  if (mask) Object.assign(mask, { requestBody: MASK_FORM, 'x-codeSamples': [curl(MASK_SAMPLE)] });
  const batch = document.paths['/v1/generations/batch']?.post;
  if (batch) Object.assign(batch, { requestBody: BATCH_BODY });
  const slim = withOnlyUsedSchemas(document);
  for (const operation of Object.values(slim.paths).flatMap((path) => Object.values(path))) {
    describeHeaders(operation);
    addExamples(operation);
  }
  return slim;
}

/** What the reference page shows instead of a sample that it makes up. */
const curl = (source: string) => ({ lang: 'Shell', label: 'curl', source });

/** A pattern beside a format says the same at length. */
function dropPatterns(part: object): void {
  if ('format' in part && 'pattern' in part) delete part.pattern;
  for (const value of Object.values(part)) if (typeof value === 'object' && value !== null) dropPatterns(value);
}

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
