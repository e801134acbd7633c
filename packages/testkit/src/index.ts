export { emptyDatabase, makeTemplateDatabase, type TestDatabase, testDatabase } from './databases.ts';
export { aGeneration, anAsset, aUser } from './factories.ts';
export { aPhoto } from './images.ts';
export { startPostgres, type TestPostgres } from './postgres.ts';
export { type TestStorage, testStorage } from './storage.ts';
