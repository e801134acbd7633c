import path from 'node:path';
import { studioServer } from '../server/serve.ts';
import { openStudio } from '../server/studio.ts';

/** Serves the page until it is stopped. */
export async function runStudio(
  { port, templates }: { port: number; templates?: string },
  say: (line: string) => void,
): Promise<void> {
  const studio = await openStudio({ templatesDir: templates && path.resolve(templates) });
  const server = studioServer(studio);
  const address = await server.listen({ host: '127.0.0.1', port });
  say(`The template studio: ${address}\nSave a template and its pictures are drawn again. Ctrl-C ends it.`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // The end of the launcher closes the channel.
    process.once('disconnect', resolve);
  });
  await server.close();
  await studio.close();
}
