import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The same seed gives the same numbers on every machine. */
export interface Random {
  /** Both ends included. */
  int(least: number, most: number): number;
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(items: readonly T[]): T;
  shuffled<T>(items: readonly T[]): T[];
}

/** Streams of one seed never overlap: each begins 2^64 numbers after the one before. */
export function randomFrom(seed: number, stream = 0): Random {
  const generator = xoroshiro128plus(seed);
  for (let jumps = 0; jumps < stream; jumps++) generator.jump();
  const int = (least: number, most: number) => uniformInt(generator, least, most);
  const between = (least: number, most: number) => least + (most - least) * uniformFloat64(generator);
  return {
    int,
    between,
    chance: (share) => between(0, 1) < share,
    pick<T>(items: readonly T[]): T {
      if (items.length === 0) throw new RangeError('nothing to pick from');
      return items[int(0, items.length - 1)] as T;
    },
    shuffled: (items) =>
      items
        .map((item) => ({ item, key: between(0, 1) }))
        .sort((one, other) => one.key - other.key)
        .map(({ item }) => item),
  };
}
