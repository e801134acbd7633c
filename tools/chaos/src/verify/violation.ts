/** What a violation means to a user: work that is gone, work that is there twice, rubbish, or anything else. */
export type Harm = 'lost' | 'duplicated' | 'orphan' | 'wrong';

export interface Violation {
  readonly harm: Harm;
  /** Of the generation, or the key of the object. */
  readonly id: string;
  readonly what: string;
}

export function violation(harm: Harm, id: string, what: string): Violation {
  return { harm, id, what };
}
