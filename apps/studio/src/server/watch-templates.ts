import { watch } from 'node:fs';
import { OWN_TEMPLATES } from '@proofsheet/render/workbench';

/** Editors save in several steps: a file that is replaced is missing for a moment. */
const SETTLE_MS = 120;

/** Calls back whenever a file of a template was saved, one call at a time. */
export function watchTemplates(templatesDir: string | undefined, saved: () => Promise<void>): { close(): void } {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      last = last.then(saved).catch(() => {});
    }, SETTLE_MS);
  };
  const folders = templatesDir === undefined ? [OWN_TEMPLATES] : [OWN_TEMPLATES, templatesDir];
  const watchers = folders.map((folder) => watch(folder, { recursive: true }, settle));
  // A watched folder may vanish: the next save shows what is left of it.
  for (const watcher of watchers) watcher.on('error', settle);
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
