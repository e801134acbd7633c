import { OWN_TEMPLATES, templateFolders } from '../folders.ts';
import type { Template } from '../manifest.ts';
import { templatesUnusable } from './issue.ts';
import { lintFolder } from './lint-folder.ts';
import { lintTemplate } from './lint-template.ts';

/** An operator's own templates. Throws `templates_unusable`, one line for each issue in any of them. */
export async function loadOperatorTemplates(root: string): Promise<Template[]> {
  const { folders, issues } = await lintFolder(root, await templateFolders(OWN_TEMPLATES));
  const templates: Template[] = [];
  for (const linted of await Promise.all(folders.map(lintTemplate))) {
    if (Array.isArray(linted)) issues.push(...linted);
    else templates.push(linted);
  }
  if (issues.length > 0) throw templatesUnusable(issues);
  return templates;
}
