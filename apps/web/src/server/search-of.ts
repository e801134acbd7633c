type Given = Record<string, unknown>;

/**
 * What a page means by its address, and nothing else: the router hands a page whatever stands there, also what its own
 * reading has passed over.
 */
export function only<Search extends object>(read: (given: Given) => Search): (given: Given) => Search {
  return (given) => {
    const without = Object.fromEntries(Object.keys(given).map((name) => [name, undefined]));
    return { ...without, ...read(given) };
  };
}
