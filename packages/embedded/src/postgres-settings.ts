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
