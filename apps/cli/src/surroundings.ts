import type { Environment } from '@proofsheet/configuration';
import type { StopOrders } from './terminal/stop-orders.ts';

/** What commands have of the process around them. */
export interface Surroundings {
  /** The option that says where a system keeps its data. */
  readonly dataFlag: readonly [flag: string, about: string, value: string];
  readonly env: NodeJS.ProcessEnv & Environment;
  /** Standard output: answers. */
  readonly say: (line: string) => void;
  /** Standard error: what people are to know. */
  readonly complain: (line: string) => void;
  readonly stopOrders: () => StopOrders;
}

export const WHERE_KEYS = '\nUses DATABASE_URL, or else the system that `npm start` runs on the data folder.';
