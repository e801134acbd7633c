/** What a violation means: lost work, work done twice, objects without a row, or anything else. */
export type Harm = 'lost' | 'duplicated' | 'orphan' | 'wrong';

export interface Violation {
  readonly harm: Harm;
  /** The id of the generation, or the key of the object. */
  readonly id: string;
  readonly what: string;
}

export function violation(harm: Harm, id: string, what: string): Violation {
  return { harm, id, what };
}
