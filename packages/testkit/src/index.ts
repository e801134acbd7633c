export { type ClockedDatabase, clockedDatabase } from './clock.ts';
export { emptyDatabase, type TestDatabase, testDatabase } from './databases.ts';
export { aCutout, aGeneration, anAnalysis, anAsset, anOutput, aPhoto, aUser, makeReady } from './factories.ts';
export { hasPooler, startPooler } from './pooler.ts';
export { startMigratedPostgres } from './postgres.ts';
export { startProxy, type TcpProxy } from './proxy.ts';
export { type QueueBackend, queueBackends, testQueues } from './queues.ts';
export { startRedis, type TestRedis } from './redis.ts';
export { type TestStorage, testStorage } from './storage.ts';
