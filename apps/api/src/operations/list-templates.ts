import { ASPECT_CLASSES, generationKindSchema } from '@proofsheet/domain';
import { z } from 'zod';
import type { Operation } from '../dependencies.ts';
import { PROBLEMS, problems } from '../problem.ts';
import { pictureAddress } from './get-template-picture.ts';

const templateSchema = z
  .object({
    name: z.string().describe('What `template` of a generation names.'),
    kind: generationKindSchema,
    version: z.int().min(1).describe('Raised with every change that changes pixels.'),
    about: z.string(),
    classes: z.array(z.enum(ASPECT_CLASSES)).describe('The classes of formats that it is laid out for.'),
    needs: z.array(z.string()).describe('The words without which it is not taken.'),
    pictures: z.int().min(0).describe('How many subjects it can show beside each other.'),
    images: z
      .record(z.string(), z.enum(['required', 'either', 'optional']))
      .describe('The images that it shows: `cutout`, `photo` and `backdrop`. Of two that are `either` it needs one.'),
    blursOwn: z.boolean().describe('Whether its backdrop may be the blurred photograph of its subject.'),
    pictureUrl: z
      .string()
      .meta({ format: 'uri-reference' })
      .describe(
        'What it looks like, with sample words and images: an address on this server that needs no key and never changes its picture. Another one when the template changes.',
      ),
    slots: z.array(z.string()).describe('The words that it shows, and `logo`; it leaves out what is not given.'),
  })
  .meta({ id: 'Template', description: 'A composition.' });

const templatesSchema = z
  .object({ templates: z.array(templateSchema) })
  .meta({ id: 'Templates', description: 'What `template` of a generation may name.' });

export const listTemplates: Operation = (api, { templates }) => {
  api.route({
    method: 'GET',
    url: '/templates',
    schema: {
      operationId: 'listTemplates',
      summary: 'List templates',
      description: "All of them on one page, the operator's own at the end: they change when the server starts only.",
      tags: ['Templates'],
      querystring: z.strictObject({ kind: generationKindSchema.optional() }),
      response: {
        200: { description: 'The templates.', content: { 'application/json': { schema: templatesSchema } } },
        ...problems(422, ...PROBLEMS),
      },
    },
    async handler({ query: { kind } }) {
      const listed = templates.filter((template) => kind === undefined || template.kind === kind);
      return {
        templates: listed.map(({ revision, ...one }) => ({
          ...one,
          pictureUrl: pictureAddress(revision),
          classes: [...one.classes],
          needs: [...one.needs],
          images: { ...one.images } as Record<string, 'required' | 'either' | 'optional'>,
          slots: [...one.slots],
        })),
      };
    },
  });
};
