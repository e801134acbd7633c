import { useEffect, useState } from 'react';

/** So many are drawn in one go; two cost more in all, and held a browser up as long. */
const FEW = 4;

/** The first items of a new list come a few at a time, so that the browser answers in between; what follows comes whole. */
export function useFewAtFirst<Item>(items: readonly Item[]): readonly Item[] {
  const [most, setMost] = useState(FEW);
  const count = items.length;
  useEffect(() => {
    if (count === 0 || most === Number.POSITIVE_INFINITY) return;
    const timer = setTimeout(() => setMost(count > most ? most + FEW : Number.POSITIVE_INFINITY));
    return () => clearTimeout(timer);
  }, [count, most]);
  return count > most ? items.slice(0, most) : items;
}
