import { fromPath } from '@proofsheet/client/node';
import { z } from 'zod';
import { said, shownPicture } from './pictures.ts';
import type { Tools } from './tools.ts';

/** Of about 20 KB each. */
const MOST_SHOWN = 12;

const role = z.enum(['PERSON', 'PRODUCT', 'LOGO', 'BACKGROUND']);

/** What there is to choose from, and what a picture is made of. */
export function addCatalogTools({ tool, proofsheet }: Tools): void {
  tool(
    'list_templates',
    'The compositions: what each shows, which shapes it serves, what it needs. A generation chooses by itself unless one is named.',
    { kind: z.enum(['THUMBNAIL', 'AD']).optional() },
    async ({ kind }, { signal }) => {
      const { templates } = await proofsheet.templates({ signal });
      return [said(templates.filter((template) => kind === undefined || template.kind === kind))];
    },
  );
  tool(
    'show_templates',
    'What compositions look like, with sample words and images: to choose one by its looks.',
    {
      names: z.array(z.string()).min(1).max(MOST_SHOWN).describe('Names of list_templates.'),
      kind: z.enum(['THUMBNAIL', 'AD']).optional(),
    },
    async ({ names, kind }, { signal }) => {
      const { templates } = await proofsheet.templates({ signal });
      const asked = templates.filter((one) => names.includes(one.name) && (kind === undefined || one.kind === kind));
      const unknown = names.filter((name) => !asked.some((one) => one.name === name));
      const shown = asked.slice(0, MOST_SHOWN).map(async (one) => {
        const picture = await proofsheet.templatePicture(one, { signal });
        return [said({ name: one.name, kind: one.kind, about: one.about }), shownPicture(picture, 'image/webp')];
      });
      const missing = unknown.length > 0 ? [said({ unknown })] : [];
      return [...(await Promise.all(shown)).flat(), ...missing];
    },
  );
  tool(
    'list_formats',
    'The sizes that platforms ask for, and the presets that group them.',
    {},
    async (_, { signal }) => {
      const { formats, presets, custom } = await proofsheet.formats({ signal });
      const short = formats.map(({ name, width, height }) => `${name} ${width}x${height}`);
      return [said({ formats: short, presets, custom })];
    },
  );
  tool(
    'upload_image',
    'Upload a file of this machine (JPEG, PNG or WebP). The answer has the id for generate_images.',
    { path: z.string(), role: role.describe('What the image shows.') },
    async ({ path, role }, { signal }) => {
      const { id, status, width, height } = await proofsheet.assets.upload(await fromPath(path), { role, signal });
      return [said({ assetId: id, status, width, height })];
    },
  );
  tool(
    'import_image',
    'The same of a file on the web (http or https): the server fetches it. The address gives the image itself, no page about it.',
    { url: z.string(), role: role.describe('What the image shows.') },
    async ({ url, role }, { signal }) => {
      const { id, status, width, height } = await proofsheet.assets.import(url, { role, signal });
      return [said({ assetId: id, status, width, height })];
    },
  );
  tool(
    'inspect_asset',
    'What was seen in an upload: faces, subject, cut-out, focus, and what could not be found.',
    { assetId: z.string() },
    async ({ assetId }, { signal }) => [said(await proofsheet.assets.get(assetId, { signal }))],
  );
  tool(
    'correct_asset',
    'Say what was seen wrongly in an upload; then generate again. Positions are shares of width and height from the upper left.',
    {
      assetId: z.string(),
      role: role.optional(),
      focus: z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }).optional(),
      cutout: z.boolean().optional().describe('false shows the photograph in a frame.'),
    },
    async ({ assetId, ...correction }, { signal }) => {
      const given = Object.fromEntries(Object.entries(correction).filter(([, value]) => value !== undefined));
      const { id, correction: inForce } = await proofsheet.assets.correct(assetId, given, { signal });
      return [said({ assetId: id, correction: inForce })];
    },
  );
}
