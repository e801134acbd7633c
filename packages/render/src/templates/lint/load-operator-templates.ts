import { OWN_TEMPLATES, templateFolders } from '../folders.ts';
import type { Template } from '../manifest.ts';
import { unusable } from './issue.ts';
import { surveyFolder } from './lint-folder.ts';
import { vetTemplate } from './lint-template.ts';

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
