import type { ProjectRow } from '@proofsheet/database';
import { z } from 'zod';
import { id, time } from './fields.ts';

export const projectSchema = z
  .object({ id, name: z.string(), createdAt: time })
  .meta({ id: 'Project', description: 'Groups what belongs together.' });

export function projectAnswer(row: ProjectRow): z.infer<typeof projectSchema> {
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString() };
}
