import type { UserId } from '@proofsheet/database';

/** How much may be under way at the same time. */
export interface PlaceLimits {
  readonly perUser: number;
  readonly all: number;
}

/** Which limit is reached, as a Fault says it. */
export type Refusal = (limit: keyof PlaceLimits) => Error;

/** Runs work while fewer than so many run, of its user and of all; else it throws at once: nothing waits here. */
export type InPlace = <T>(userId: UserId, work: () => Promise<T>) => Promise<T>;

export function openPlaces({ perUser, all }: PlaceLimits, refusal: Refusal): InPlace {
  const taken = new Map<UserId, number>();
  let sum = 0;

  function add(userId: UserId, count: 1 | -1): void {
    const own = (taken.get(userId) ?? 0) + count;
    if (own === 0) taken.delete(userId);
    else taken.set(userId, own);
    sum += count;
  }

  return async (userId, work) => {
    if ((taken.get(userId) ?? 0) >= perUser) throw refusal('perUser');
    if (sum >= all) throw refusal('all');
    add(userId, 1);
    try {
      return await work();
    } finally {
      add(userId, -1);
    }
  };
}
