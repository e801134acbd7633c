import { randomUUID } from 'node:crypto';
import { connectStorage, type Storage, type StorageConfig } from '@proofsheet/storage';
import { inject } from 'vitest';
import './provided.ts';

export interface TestStorage {
  readonly storage: Storage;
  readonly config: StorageConfig;
}

/** A new, empty bucket. */
export async function testStorage(): Promise<TestStorage> {
  const config = { ...inject('objectStore'), bucket: `test-${randomUUID()}` };
  const storage = connectStorage(config);
  await storage.ensureBucket();
  return { storage, config };
}
