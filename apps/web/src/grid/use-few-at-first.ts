import { startTransition, useEffect, useState } from 'react';

/**
 * How many are drawn in each go: none beside the empty list itself, then about what a phone shows, then all. More parts
 * cost more in all, for each draws those before it once more.
 */
const PARTS = [0, 8, Number.POSITIVE_INFINITY];

/** The items of a new list come in parts, so that the browser answers in between. */
export function useFewAtFirst<Item>(items: readonly Item[]): readonly Item[] {
  const [part, setPart] = useState(0);
  const some = items.length > 0;
  useEffect(() => {
    if (some && part < PARTS.length - 1) startTransition(() => setPart(part + 1));
  }, [some, part]);
  const most = PARTS[part] ?? 0;
  return items.length > most ? items.slice(0, most) : items;
}
