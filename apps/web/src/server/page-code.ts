/** Code of a page that did not come: without a network, or from a server that has only that of a newer version. */
export class MissingCode extends Error {
  override readonly name = 'MissingCode';
  constructor(cause: unknown) {
    super('This page is not loaded yet. It comes by itself when the connection is back.', { cause });
  }
}

/**
 * As `load`, and says of code that did not come that it is that. The router would reload the document by itself where it knows
 * the words of the browser; without a network that leaves nothing but the browser's own page.
 */
export function pageCode<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return () =>
    load().catch((error: unknown) => {
      throw isOfLoading(error) ? new MissingCode(error) : error;
    });
}

/** Each browser says so in its own words, and Vite in its own of styles. */
function isOfLoading(error: unknown): boolean {
  return (
    error instanceof Error && /dynamically imported|importing a module script|unable to preload/i.test(error.message)
  );
}
