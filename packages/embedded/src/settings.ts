import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** The database's superuser and the name of the one database. */
export const USER = 'proofsheet';

/** What `settings.json` beside the data holds. */
export const postgresSettingsSchema = z.object({
  port: z.int(),
  password: z.string(),
  /** Without durability a crash of the machine may lose the data: for tests and demonstrations. */
  durable: z.boolean(),
});

/** What `settings.json` beside the objects holds. */
export const objectStoreSettingsSchema = z.object({ port: z.int(), accessKey: z.string(), secretKey: z.string() });

/**
 * The settings that a server keeps beside its data for its next start, or fresh ones at its first. The file is private:
 * it holds a password. It is written whole or not at all.
 */
export function rememberedSettings<T extends z.ZodType>(file: string, schema: T, fresh: () => z.infer<T>): z.infer<T> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return fresh();
  }
}

export function rememberSettings(file: string, settings: unknown): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
