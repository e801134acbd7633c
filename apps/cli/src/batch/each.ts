/** As many requests as keep a connection busy, and few enough that everybody else gets theirs. */
const AT_ONCE = 4;

/** Does the work for each, a few at the same time. The first that fails ends it; what has begun is not waited for. */
export async function each<Item>(items: Iterable<Item>, work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]();
  const take = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}
