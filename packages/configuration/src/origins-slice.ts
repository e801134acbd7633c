import { z } from 'zod';

const origin = z
  .string()
  .refine(
    (text) => text === '*' || (URL.canParse(text) && new URL(text).origin === text),
    'an origin is protocol, host and port, as https://shop.example, or * for all',
  );

/** Whose pages may call the API and read images by script: what API and embedded storage answer to other origins. */
export const originsSlice = {
  schema: z.object({
    allowedOrigins: z
      .string()
      .transform((text) => text.split(',').map((one) => one.trim()))
      .pipe(z.array(origin))
      .optional(),
  }),
  variables: { allowedOrigins: 'ALLOWED_ORIGINS' },
} as const;
