import path from 'node:path';
import { studioServer } from '../server/serve.ts';
import { openStudio, type StudioOptions } from '../server/studio.ts';
import { openVerdictDesk } from '../server/verdict-desk.ts';

export interface RunStudio {
  readonly port: number;
  readonly templates?: string | undefined;
  /** The folder of pictures to be judged. */
  readonly verdicts: string;
  readonly vision: StudioOptions['vision'];
}

/** Serves the pages until it is stopped; then what was brought is deleted. */
export async function runStudio(
  { port, templates, verdicts, vision }: RunStudio,
  say: (line: string) => void,
): Promise<void> {
  const studio = await openStudio({ templatesDir: templates && path.resolve(templates), vision });
  const server = await studioServer(studio, openVerdictDesk(verdicts, studio.render));
  const address = await server.listen({ host: '127.0.0.1', port });
  say(`The template studio: ${address}\nJudging pictures of ${verdicts}: ${address}/verdicts`);
  say('Save a template, or drop images on the page, and pictures are drawn again. Ctrl-C ends it.');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
    // The end of the launcher closes the channel.
    process.once('disconnect', resolve);
  });
  await server.close();
  await studio.close();
  // A channel with a listener would keep the process.
  if (process.connected) process.disconnect();
}
