import { openApiDocument } from '../../apps/api/src/openapi/export-document.ts';

/** `apps/api/openapi.json`: the document that the API serves, for whoever generates a client. */
export async function apiDocument(): Promise<string> {
  return `${JSON.stringify(await openApiDocument(), null, 2)}\n`;
}
