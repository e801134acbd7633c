import { expect, test } from 'vitest';
import { search } from './search.ts';

const RANGE = { best: 90, least: 10 };

/** Bytes as encoders make them: steadily growing, steeper at the top, in flights of steps, or all at once. */
const GROWTHS: Record<string, (quality: number) => number> = {
  steady: (quality) => 1000 * Math.exp(quality * 0.03),
  'steeper at the top': (quality) => 1000 * Math.exp((quality / 30) ** 2),
  'in steps': (quality) => 1000 * Math.exp(Math.floor(quality / 7) * 0.2),
  'all at once': (quality) => (quality < 61 ? 1000 + quality : 90_000 + quality),
};

test.each(Object.entries(GROWTHS))(
  'bytes that grow %s: the highest quality under the cap is found, in few tries',
  async (_, bytesAt) => {
    for (let wanted = RANGE.least; wanted <= RANGE.best; wanted++) {
      for (const expected of [undefined, Math.min(90, wanted + 5), Math.max(10, wanted - 9)]) {
        const tries: number[] = [];
        const cap = bytesAt(wanted);
        const at = async (quality: number) => {
          tries.push(quality);
          return { quality, bytes: new Uint8Array(bytesAt(quality)) };
        };
        const found = await search(at, RANGE, cap, expected);
        expect(found.bytes.length).toBeLessThanOrEqual(cap);
        if (found.quality + 3 <= RANGE.best) expect(bytesAt(found.quality + 3)).toBeGreaterThan(cap);
        expect(tries.length, tries.join()).toBeLessThanOrEqual(12);
        expect(new Set(tries).size, tries.join()).toBe(tries.length);
      }
    }
  },
);

test('bytes that grow steadily take four tries: both ends, the guess, and the proof that no more fits', async () => {
  for (let cap = 1400; cap < 14_000; cap += 100) {
    let tries = 0;
    const at = async (quality: number) => {
      tries++;
      return { quality, bytes: new Uint8Array(1000 * Math.exp(quality * 0.03)) };
    };
    await search(at, RANGE, cap);
    expect(tries, `a cap of ${cap}`).toBeLessThanOrEqual(4);
  }
});

test('when nothing is under the cap, the least quality is returned', async () => {
  const at = async (quality: number) => ({ quality, bytes: new Uint8Array(quality * 100) });
  expect((await search(at, RANGE, 900)).quality).toBe(10);
  expect((await search(at, RANGE, 900, 40)).quality).toBe(10);
});
