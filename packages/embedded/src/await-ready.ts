import type { TiedProcess } from './tied-process.ts';
import { startTied, type TiedOptions } from './tied-process.ts';

/** Starts one of this package's hosts and waits for its word. Rejects with the reason that it gives. */
export async function startHost(options: Omit<TiedOptions, 'onLine'>): Promise<TiedProcess> {
  const word = Promise.withResolvers<string>();
  const host = startTied({ ...options, onLine: word.resolve });
  const ended = host.exited.then(({ code, signal }) => `failed ended with ${signal ?? `code ${code}`}`);
  const said = await Promise.race([word.promise, ended]);
  if (said === 'ready') return host;
  host.kill();
  throw new Error(`${said.replace(/^failed /, '')} (its log: ${options.logFile})`);
}
