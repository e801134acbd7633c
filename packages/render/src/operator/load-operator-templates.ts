import { OWN_TEMPLATES, templateFolders } from '../template-folders.ts';
import type { Template } from '../templates.ts';
import { unusable } from './flaw.ts';
import { surveyFolder } from './open-folder.ts';
import { vetTemplate } from './vet-template.ts';

/** An operator's own templates. Throws `templates_unusable` with one line for each thing that is wrong with any of them. */
export async function loadOperatorTemplates(root: string): Promise<Template[]> {
  const { folders, flaws } = await surveyFolder(root, await templateFolders(OWN_TEMPLATES));
  const templates: Template[] = [];
  for (const vetted of await Promise.all(folders.map(vetTemplate))) {
    if (Array.isArray(vetted)) flaws.push(...vetted);
    else templates.push(vetted);
  }
  if (flaws.length > 0) throw unusable(flaws);
  return templates;
}
