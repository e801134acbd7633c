import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'must be a colour, written #rrggbb');

export const brandSchema = z
  .strictObject({
    primary: colour.optional().describe('The dominant colour. Taken from the images when left out.'),
    accent: colour.optional().describe('The colour that draws the eye. Taken from the images when left out.'),
    font: z.uuid().optional().describe('A font of yours for headlines, numbers and prices.'),
    textFont: z.uuid().optional().describe('A font of yours for all other words.'),
  })
  .meta({ id: 'Brand' });
export type Brand = z.infer<typeof brandSchema>;

/** The versions of one logo, in the order in which an order shows them. */
export const LOGO_VERSIONS = ['light', 'dark'] as const;
export type LogoVersion = (typeof LOGO_VERSIONS)[number];

/** What a project keeps for the orders in it. */
export const projectBrandSchema = z
  .strictObject({
    ...brandSchema.shape,
    logos: z
      .strictObject({
        light: z.uuid().optional().describe('An asset of yours: the light version, which reads on dark grounds.'),
        dark: z.uuid().optional().describe('An asset of yours: the dark version, which reads on light grounds.'),
      })
      .optional()
      .describe('Shown in orders that have no `LOGO` of their own.'),
  })
  .meta({ id: 'ProjectBrand', description: 'What orders in the project take where they say nothing themselves.' });
export type ProjectBrand = z.infer<typeof projectBrandSchema>;
