import { OWN_TEMPLATES, templateFolders } from '../folders.ts';
import type { Template } from '../manifest.ts';
import { unusable } from './issue.ts';
import { lintFolder } from './lint-folder.ts';
import { lintTemplate } from './lint-template.ts';

/** An operator's own templates. Throws `templates_unusable` with one line for each thing that is wrong with any of them. */
export async function loadOperatorTemplates(root: string): Promise<Template[]> {
  const { folders, issues } = await lintFolder(root, await templateFolders(OWN_TEMPLATES));
  const templates: Template[] = [];
  for (const linted of await Promise.all(folders.map(lintTemplate))) {
    if (Array.isArray(linted)) issues.push(...linted);
    else templates.push(linted);
  }
  if (issues.length > 0) throw unusable(issues);
  return templates;
}
