import type { ProjectCounts, ProjectRow } from '@proofsheet/database';
import { projectBrandSchema } from '@proofsheet/domain';
import { z } from 'zod';
import { id, time } from './fields.ts';

export const projectSchema = z
  .object({
    id,
    name: z.string(),
    brand: projectBrandSchema,
    archivedAt: time.nullable().describe('Since when it takes no orders; null while it does.'),
    createdAt: time,
  })
  .meta({ id: 'Project', description: 'Groups what belongs together, and keeps its brand.' });

const count = z.int().min(0);

export const countedProjectSchema = projectSchema
  .extend({ counts: z.object({ outputs: count, assets: count }).describe('How much is in it.') })
  .meta({ id: 'CountedProject', description: 'A project, and how much is in it.' });

const name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine((name) => !/\p{Cc}/u.test(name), 'must not contain control characters');

export const newProjectSchema = z
  .strictObject({ name, brand: projectBrandSchema.optional() })
  .meta({ id: 'NewProject', examples: [{ name: 'Spring sale' }] });

export const projectChangeSchema = z
  .strictObject({
    name: name.optional(),
    brand: projectBrandSchema.optional().describe('In place of the whole brand before.'),
    archived: z.boolean().optional().describe('True: in no list, and no new orders. False: as before.'),
  })
  .refine((change) => Object.values(change).some((value) => value !== undefined), {
    error: 'Give at least one of name, brand and archived',
  })
  .meta({ id: 'ProjectChange', examples: [{ brand: { primary: '#0b3d2e', accent: '#ffd166' } }] });

export function projectAnswer(row: ProjectRow): z.infer<typeof projectSchema> {
  const { id, name, brand, archivedAt, createdAt } = row;
  return { id, name, brand, archivedAt: archivedAt?.toISOString() ?? null, createdAt: createdAt.toISOString() };
}

export function countedProjectAnswer(row: ProjectRow, counts: ProjectCounts): z.infer<typeof countedProjectSchema> {
  return { ...projectAnswer(row), counts };
}
