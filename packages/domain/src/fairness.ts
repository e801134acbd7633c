/** How many generations a user has waiting and running, and the user's share of the system. */
export interface Backlog {
  readonly unfinished: number;
  /** 1 unless the operator says otherwise: with 2, a user's backlog counts as if it were half as long. */
  readonly weight: number;
}

/**
 * The priority of a user's next job; lower runs sooner. It grows with the user's unfinished work, so one user's
 * thousand jobs do not delay another's first.
 */
export function priorityOf({ unfinished, weight }: Backlog): number {
  return 1 + Math.ceil(unfinished / weight);
}
