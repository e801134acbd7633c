import { join } from 'node:path';
import { startObjectStore } from '@proofsheet/embedded';
import type { TestProject } from 'vitest/node';

/** An S3 endpoint without a bucket. */
export async function startTestObjectStore(project: TestProject, folder: string): Promise<() => Promise<void>> {
  const store = await startObjectStore({ dir: join(folder, 'objects') });
  const { endpoint, region, accessKey, secretKey } = store.config;
  project.provide('objectStore', { endpoint, region, accessKey, secretKey });
  return () => store.stop();
}
