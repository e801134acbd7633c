import { openApiDocument } from '../../apps/api/src/openapi/export-document.ts';
import { clientTypes as typesOf } from '../../tools/clients/src/client-types.ts';

/** The types that `packages/client` is written against, from the document as the API gives it now. */
export async function clientTypes(): Promise<string> {
  return typesOf(JSON.parse(JSON.stringify(await openApiDocument())));
}
