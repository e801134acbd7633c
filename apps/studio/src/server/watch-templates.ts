import { watch } from 'node:fs';
import { OWN_TEMPLATES } from '@proofsheet/render/workbench';

/** Editors save by several steps: a file that is replaced is gone for a moment. */
const SETTLE_MS = 120;

/** Calls back, one call after the other, when something in the folders of templates was saved. */
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
  // A folder that vanishes while it is watched: what is left of it shows at the next save.
  for (const watcher of watchers) watcher.on('error', settle);
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
