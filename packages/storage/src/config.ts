import { z } from 'zod';

const origin = z
  .url({ protocol: /^https?$/ })
  .refine((url) => new URL(url).pathname === '/', 'an S3 endpoint has no path: give only protocol, host and port');

export const storageConfigSchema = z.object({
  /** Where this process reaches the S3 API. */
  endpoint: origin,
  /** Where clients reach the S3 API, if elsewhere: presigned addresses are signed for this one. */
  publicEndpoint: origin.optional(),
  region: z.string().min(1).default('us-east-1'),
  accessKey: z.string().min(1),
  secretKey: z.string().min(1),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'no S3 bucket name'),
});
export type StorageConfig = z.infer<typeof storageConfigSchema>;

/** As an operator gives it. */
export const storageSlice = {
  schema: storageConfigSchema,
  variables: {
    endpoint: 'S3_ENDPOINT',
    publicEndpoint: 'S3_PUBLIC_ENDPOINT',
    region: 'S3_REGION',
    accessKey: 'S3_ACCESS_KEY',
    secretKey: 'S3_SECRET_KEY',
    bucket: 'S3_BUCKET',
  },
} as const;
