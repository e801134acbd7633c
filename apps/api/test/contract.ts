import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Schema, Schemas } from './arbitraries.ts';
import type { Answered } from './harness.ts';

interface Header {
  readonly required?: boolean;
  readonly schema: Schema;
}
interface Response {
  readonly headers?: Readonly<Record<string, Header>>;
  readonly content?: Readonly<Record<string, object>>;
}
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}
export interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, Response>>;
}
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Schemas };
}

/** Headers that every server sends, and helmet's. */
const COMMON =
  /^(date|connection|keep-alive|content-(type|length|encoding|security-policy)|transfer-encoding|vary)$|^(x-(content-type-options|dns-prefetch-control|download-options|frame-options|permitted-cross-domain-policies|xss-protection)|cross-origin-.*|origin-agent-cluster|referrer-policy)$/;

/** Compares answers with the document: everything that differs, in words. */
export function contractOf(document: Document) {
  const ajv = formats.default(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addSchema(document, 'document');
  const checkOf = (pointer: string) => {
    const ref = `document#${pointer}`;
    return ajv.getSchema(ref) ?? ajv.compile({ $ref: ref });
  };

  return (path: string, method: string, { status, headers, body }: Answered): string[] => {
    const operation = document.paths[path]?.[method];
    const response = operation?.responses[status];
    if (!response) return [`${status} is not documented`];
    const wrong: string[] = [];
    const at = `/paths/${escaped(path)}/${method}/responses/${status}`;
    const [type = ''] = String(headers['content-type'] ?? '').split(';');
    if (response.content && !(type in response.content)) wrong.push(`${status} has the type ${type}`);
    if (type.endsWith('json')) {
      const check = checkOf(`${at}/content/${escaped(type)}/schema`);
      if (!check(body)) wrong.push(ajv.errorsText(check.errors));
    }
    for (const [name, { required }] of Object.entries(response.headers ?? {})) {
      const value = headers[name];
      if (value === undefined && required) wrong.push(`${status} has no ${name}`);
      if (value !== undefined && !checkOf(`${at}/headers/${escaped(name)}/schema`)(typed(value)))
        wrong.push(`${name}: ${value}`);
    }
    for (const name of Object.keys(headers))
      if (!COMMON.test(name) && !(name in (response.headers ?? {}))) wrong.push(`${status}: ${name} is not documented`);
    if (type === 'application/problem+json' && body.requestId !== headers['x-request-id'])
      wrong.push('requestId is not the header');
    return wrong;
  };
}

/** Headers are text; those that count are compared as numbers. */
function typed(value: unknown): unknown {
  return typeof value === 'string' && /^[0-9]+$/.test(value) ? Number(value) : value;
}

/** For a JSON Pointer in a fragment. */
function escaped(part: string): string {
  return encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));
}
