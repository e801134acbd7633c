/** What a user has waiting and running, and how much of the system is theirs. */
export interface Backlog {
  readonly unfinished: number;
  /** 1 unless the operator says otherwise: with 2 a user's work comes as if there were half as much of it. */
  readonly weight: number;
}

/**
 * Where a user's next job stands in its queue; lower runs sooner. The more a user has unfinished, the later its next one
 * comes, so a thousand of one user's are passed by another's first.
 */
export function priorityOf({ unfinished, weight }: Backlog): number {
  return 1 + Math.ceil(unfinished / weight);
}
