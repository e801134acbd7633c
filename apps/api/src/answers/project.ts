import type { ProjectRow } from '@proofsheet/database';
import { z } from 'zod';
import { id, time } from './fields.ts';

export const projectSchema = z
  .object({ id, name: z.string(), createdAt: time })
  .meta({ id: 'Project', description: 'Groups what belongs together.' });

/** What a project is called. */
export const newProjectSchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .refine((name) => !/\p{Cc}/u.test(name), 'must not contain control characters'),
  })
  .meta({ id: 'NewProject', examples: [{ name: 'Spring sale' }] });

export function projectAnswer(row: ProjectRow): z.infer<typeof projectSchema> {
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString() };
}
