import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TemplateFile } from '../src/templates/folders.ts';

/** The files of a small, valid template. */
export const SOUND = {
  'template.html': '<div class="root wide deep"><div class="headline" data-slot="headline">Words</div></div>',
  'template.css': '.root { font-family: Anton, sans-serif }\n.headline { position: absolute; left: 10%; top: 20% }\n',
  'template.json': JSON.stringify({
    version: 1,
    about: 'Words alone.',
    slots: { headline: { ink: 'ink', boxes: { wide: { width: 80, height: 60, lines: 3, least: 6, most: 30 } } } },
    schemes: ['deep'],
  }),
};
export type TemplateFiles = { readonly [name in TemplateFile]?: string | undefined };

/** Writes a folder of templates, each with the files of `SOUND` and the given ones. An undefined file is left out. */
export async function writeTemplates(templates: Readonly<Record<string, TemplateFiles>>) {
  const root = await mkdtemp(path.join(tmpdir(), 'proofsheet-templates-'));
  for (const [address, files] of Object.entries(templates)) {
    await mkdir(path.join(root, address), { recursive: true });
    for (const [name, text] of Object.entries({ ...SOUND, ...files }))
      if (text !== undefined) await writeFile(path.join(root, address, name), text);
  }
  return { root, remove: () => rm(root, { recursive: true, force: true }) };
}
