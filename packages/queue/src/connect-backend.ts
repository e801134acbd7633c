import type { Backend, Observer, Role } from './backend.ts';
import { isPostgres, type QueueConfig } from './config.ts';
import { connectPostgres } from './postgres.ts';
import { connectRedis } from './redis.ts';

/** Connects to the backend that the address names. */
export function connectBackend(config: QueueConfig, role: Role, observer: Observer): Backend {
  return isPostgres(config) ? connectPostgres(config, role, observer) : connectRedis(config, role, observer);
}
