export {
  CATALOG,
  jobIds,
  type MaintenanceTask,
  type Payload,
  QUEUES,
  type QueueName,
  queueForKind,
  REANALYSIS,
} from './catalog.ts';
export { type QueueConfig, queueConfigSchema, queueSlice } from './config.ts';
export { type Consumer, startConsumer } from './consumer.ts';
export { type Counters, openCounters } from './counters.ts';
export type { ConnectedWorker, QueueFigures } from './figures.ts';
export type { ConsumerOptions, Handler, Handlers, JobContext } from './handlers.ts';
export type { Log } from './log.ts';
export { migrateQueues } from './postgres.ts';
export { type EnqueueOptions, type Job, openQueues, type Queues } from './producer.ts';
export { startWatchdog, type WatchdogOptions } from './watchdog.ts';
