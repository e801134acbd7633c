import { cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { GenerationKind } from '@proofsheet/domain';
import { addressOf, folderOfKind, OWN_TEMPLATES, templateFolders } from '@proofsheet/render/workbench';

const SKELETONS = path.join(import.meta.dirname, '../../skeleton');
const NAME = /^[a-z0-9][a-z0-9-]{0,63}$/;

export interface NewTemplate {
  readonly kind: GenerationKind;
  /** The folder of templates to put it into. */
  readonly into: string;
}

/** Says in one line why a template was not made. */
export class TemplateRefused extends Error {
  override readonly name = 'TemplateRefused';
}

/**
 * Starts a template from the skeleton of its kind: it renders at once. Throws `TemplateRefused` for a name that cannot
 * be used or is taken, here or by a built-in template; no file is ever overwritten.
 */
export async function newTemplate(name: string, { kind, into }: NewTemplate): Promise<string> {
  if (!NAME.test(name))
    throw new TemplateRefused(`${name} cannot be a name: up to 64 small letters, digits and hyphens.`);
  const address = addressOf({ kind, name });
  const folder = path.join(into, address);
  const builtIn = (await templateFolders(OWN_TEMPLATES)).some((own) => own.kind === kind && own.name === name);
  if (builtIn || (await exists(folder)))
    throw new TemplateRefused(`There is a template ${address} already. Choose another name.`);
  await mkdir(path.dirname(folder), { recursive: true });
  await cp(path.join(SKELETONS, folderOfKind(kind)), folder, { recursive: true, force: false, errorOnExist: true });
  await bringPreview(into);
  return folder;
}

/** Without preview.css a template in an operator's folder would open in a browser without colours. */
async function bringPreview(into: string): Promise<void> {
  const file = path.join(into, 'preview.css');
  if (!(await exists(file))) await writeFile(file, await readFile(path.join(OWN_TEMPLATES, 'preview.css')));
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
