export {
  jobIds,
  MAINTENANCE_TASKS,
  type MaintenanceTask,
  type Payload,
  QUEUES,
  type QueueName,
  queueForKind,
  REANALYSIS_PRIORITY,
  SETTINGS,
} from './catalog.ts';
export { type QueueConfig, queueConfigSchema } from './config.ts';
export {
  type Consumer,
  type ConsumerOptions,
  type Handler,
  type Handlers,
  type JobContext,
  startConsumer,
} from './consumer.ts';
export type { Log } from './log.ts';
export { migrateQueues } from './postgres.ts';
export { type EnqueueOptions, type Job, openQueues, type Queues } from './producer.ts';
