export { type StorageConfig, storageConfigSchema } from './config.ts';
export { connectStorage, type Storage, type StoredObject } from './storage.ts';
