import { z } from 'zod';

/** Templates of the operator's own. Nothing here is needed: without a folder there are only ours. */
export const renderConfigSchema = z.object({
  /** TEMPLATES_DIR: a folder of `thumbnail/<name>/` and `ad/<name>/`. */
  templatesDir: z.string().min(1).optional(),
  /** TEMPLATE_SECONDS: what one drawing of such a template may take. */
  templateSeconds: z.coerce.number('give a number of seconds').min(1, 'give at least 1 second').default(10),
  /** TEMPLATE_MEMORY_MB: what the process that draws them may hold. */
  templateMemoryMb: z.coerce.number('give a number of megabytes').min(300, 'give at least 300 MB').default(1500),
});
export type RenderConfig = z.output<typeof renderConfigSchema>;
