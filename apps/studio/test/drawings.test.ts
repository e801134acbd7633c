import { expect, test } from 'vitest';
import { NoLongerWanted, openDrawings } from '../src/server/drawings.ts';

const never = new AbortController().signal;

test('a drawing is made once for all who wait, and ends only when the last of them leaves', async () => {
  const drawings = openDrawings<string>({ atOnce: 1, kept: 10 });
  const [one, other] = [new AbortController(), new AbortController()];
  let ended = false;
  let made = 0;
  const work = (signal: AbortSignal) => {
    made++;
    return new Promise<string>((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        ended = true;
        reject(signal.reason);
      });
    });
  };
  const waiting = [drawings.get('a', work, one.signal), drawings.get('a', work, other.signal)];
  const settled = Promise.allSettled(waiting);
  one.abort();
  expect(ended).toBe(false);
  other.abort();
  expect(ended).toBe(true);
  for (const outcome of await settled) expect(outcome).toMatchObject({ reason: expect.any(NoLongerWanted) });
  expect(made).toBe(1);
  expect(await drawings.get('a', async () => 'anew', never)).toBe('anew');
  expect(await drawings.get('a', async () => 'again', never)).toBe('anew');
});

test('what nobody waits for any more is skipped at its turn', async () => {
  const drawings = openDrawings<string>({ atOnce: 1, kept: 10 });
  const first = Promise.withResolvers<string>();
  const leaving = new AbortController();
  const slow = drawings.get('slow', () => first.promise, never);
  let begun = false;
  const begin = async () => {
    begun = true;
    return '';
  };
  const skipped = drawings.get('left', begin, leaving.signal);
  const refused = expect(skipped).rejects.toThrow(NoLongerWanted);
  leaving.abort();
  first.resolve('done');
  expect(await slow).toBe('done');
  await refused;
  expect(begun).toBe(false);
});
