import { z } from 'zod';

/** The operator's own templates. Without a folder there are only the built-in ones. */
export const renderConfigSchema = z.object({
  /** TEMPLATES_DIR: a folder of `thumbnail/<name>/` and `ad/<name>/`. */
  templatesDir: z.string().min(1).optional(),
  /** TEMPLATE_SECONDS: the longest that one drawing of such a template may take. */
  templateSeconds: z.coerce.number('give a number of seconds').min(1, 'give at least 1 second').default(10),
  /** TEMPLATE_MEMORY_MB: the most memory that the process which draws them may hold. */
  templateMemoryMb: z.coerce.number('give a number of megabytes').min(300, 'give at least 300 MB').default(1500),
});
export type RenderConfig = z.output<typeof renderConfigSchema>;
