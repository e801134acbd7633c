import { z } from 'zod';

/** The operator's own templates. Without a folder there are only the built-in ones. */
export const renderConfigSchema = z.object({
  /** A folder of `thumbnail/<name>/` and `ad/<name>/`. */
  templatesDir: z.string().min(1).optional(),
  /** The longest that one drawing of such a template may take. */
  templateSeconds: z.coerce.number('give a number of seconds').min(1, 'give at least 1 second').default(10),
  /** The most memory that the process which draws them may hold. */
  templateMemoryMb: z.coerce.number('give a number of megabytes').min(300, 'give at least 300 MB').default(1500),
});
export type RenderConfig = z.output<typeof renderConfigSchema>;

/** As an operator gives it. */
export const renderSlice = {
  schema: renderConfigSchema,
  variables: {
    templatesDir: 'TEMPLATES_DIR',
    templateSeconds: 'TEMPLATE_SECONDS',
    templateMemoryMb: 'TEMPLATE_MEMORY_MB',
  },
} as const;

/** What a program needs of it that reads the templates and draws nothing. */
export const catalogSlice = {
  schema: renderConfigSchema.pick({ templatesDir: true }),
  variables: { templatesDir: renderSlice.variables.templatesDir },
} as const;
