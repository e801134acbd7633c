import type { Listing, Proofsheet } from '@proofsheet/client';
import { shownInTerminal, showsPictures, type Terminal } from '../terminal/picture.ts';

/** One of a list: as the API has it, and as a line for people. */
export interface Row {
  readonly whole: unknown;
  readonly line: string;
  /** What it looks like, for a terminal that shows pictures. */
  readonly picture?: (terminal: Terminal) => Promise<string>;
}

interface Limited {
  readonly limit: number;
}

export async function listAssets(proofsheet: Proofsheet, { limit }: Limited): Promise<Row[]> {
  const assets = await first(proofsheet.assets.list({ limit: Math.min(limit, 100) }), limit);
  return assets.map((asset) => ({
    whole: asset,
    line: `${asset.id}  ${asset.status.padEnd(8)}  ${asset.role.padEnd(10)}  ${asset.width}x${asset.height}  ${asset.originalName}`,
  }));
}

export async function listProjects(proofsheet: Proofsheet, { limit }: Limited): Promise<Row[]> {
  const projects = await first(proofsheet.projects.list({ limit: Math.min(limit, 100) }), limit);
  return projects.map((project) => ({ whole: project, line: `${project.id}  ${project.name}` }));
}

export async function listFormats(proofsheet: Proofsheet): Promise<Row[]> {
  const { formats, presets } = await proofsheet.formats();
  return [
    ...formats.map((format) => ({
      whole: format,
      line: `${format.name.padEnd(28)}  ${format.width}x${format.height}`,
    })),
    ...presets.map((preset) => ({ whole: preset, line: `${preset.name.padEnd(28)}  ${preset.formats.join(', ')}` })),
  ];
}

export async function listTemplates(proofsheet: Proofsheet): Promise<Row[]> {
  const { templates } = await proofsheet.templates();
  return templates.map((template) => ({
    whole: template,
    line: `${template.name.padEnd(14)}  ${template.kind.padEnd(9)}  ${template.classes.join(' ').padEnd(29)}  ${template.about}`,
    picture: async (terminal) =>
      showsPictures(terminal) ? shownInTerminal(await proofsheet.templatePicture(template), terminal) : '',
  }));
}

async function first<Item>(list: Listing<Item>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  if (limit === 0) return items;
  for await (const item of list) if (items.push(item) >= limit) break;
  return items;
}
