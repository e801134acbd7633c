export { type StorageConfig, storageConfigSchema, storageSlice } from './config.ts';
export { type DeliveryBucket, deliverySlice } from './delivery-buckets.ts';
export { findMissing, findOrphans, type OrphanPage, type Rows } from './orphans.ts';
export { type AddressOptions, cacheControlOf, signedAddress } from './signed-address.ts';
export { connectStorage, contentDisposition, type PresignOptions, type Storage, type StoredObject } from './storage.ts';
