import type { Backend, Role } from './backend.ts';
import { isPostgres, type QueueConfig } from './config.ts';
import type { Log } from './log.ts';
import { connectPostgres } from './postgres.ts';
import { connectRedis } from './redis.ts';

/** Connects to the backend that the address names. */
export function connectBackend(config: QueueConfig, role: Role, log: Log): Backend {
  return isPostgres(config) ? connectPostgres(config, role, log) : connectRedis(config, role, log);
}
