import { expect, test } from 'vitest';
import { openExclusiveGate } from './exclusive-gate.ts';

/** A gate, and work that lasts until the test ends it. */
function gateWithWork() {
  const gate = openExclusiveGate();
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const enter = (name: string, { alone = false, signal = new AbortController().signal } = {}) =>
    gate.run({ alone, signal }, async () => {
      begun.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    });
  return { begun, enter, end: (name: string) => ends.get(name)?.() };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

test('what failed before waits for those that run, and nothing begins until it has ended', async () => {
  const { begun, enter, end } = gateWithWork();
  for (const name of ['a', 'b']) void enter(name);
  const suspect = enter('suspect', { alone: true });
  void enter('c');
  await settled();
  expect(begun).toEqual(['a', 'b']);
  end('a');
  await settled();
  expect(begun).toEqual(['a', 'b']);
  end('b');
  await settled();
  expect(begun).toEqual(['a', 'b', 'suspect']);
  end('suspect');
  await suspect;
  await settled();
  expect(begun).toEqual(['a', 'b', 'suspect', 'c']);
});

test('one that is stopped while it waits does not begin, and keeps nobody from it', async () => {
  const { begun, enter } = gateWithWork();
  const stopping = new AbortController();
  void enter('a');
  const suspect = enter('suspect', { alone: true, signal: stopping.signal });
  void enter('b');
  stopping.abort(new Error('stopped'));
  await expect(suspect).rejects.toThrow('stopped');
  await settled();
  expect(begun).toEqual(['a', 'b']);
  await expect(enter('late', { signal: stopping.signal })).rejects.toThrow('stopped');
});

test('work that throws lets the next one begin', async () => {
  const gate = openExclusiveGate();
  const { signal } = new AbortController();
  await expect(gate.run({ alone: true, signal }, () => Promise.reject(new Error('broken')))).rejects.toThrow();
  expect(await gate.run({ alone: true, signal }, async () => 'done')).toBe('done');
});
