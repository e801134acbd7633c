import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { z } from 'zod';

/**
 * What one server keeps beside its data so that the next start finds it again. The file is private: it holds the
 * server's password. Written whole or not at all.
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
