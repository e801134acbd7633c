/** What the global setup started, for the test files. */
declare module 'vitest' {
  interface ProvidedContext {
    /** Names the migrated database that test databases are cloned from: nobody connects to it. */
    postgresUrl: string;
    objectStore: { endpoint: string; region: string; accessKey: string; secretKey: string };
    /** Null where there is no Redis to test against. */
    redisUrl: string | null;
  }
}

export {};
