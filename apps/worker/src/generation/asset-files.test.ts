import { Fault } from '@proofsheet/domain';
import { expect, test } from 'vitest';
import { openAssetFiles } from './asset-files.ts';

/** A storage that counts what is asked of it; keys that begin with `none` are not there. */
function counted() {
  const asked: string[] = [];
  const get = async (key: string) => {
    asked.push(key);
    if (key.startsWith('none')) throw new Fault('not_found', `There is no ${key}.`);
    return Buffer.alloc(key.length * 10, key);
  };
  return { asked, get };
}

test('a file is read once, also by two at a time', async () => {
  const storage = counted();
  const files = openAssetFiles(storage);
  const [one, other] = await Promise.all([files.get('a'), files.get('a')]);
  expect(await files.get('a')).toBe(one);
  expect(other).toBe(one);
  expect(storage.asked).toEqual(['a']);
});

test('those that were used longest ago make room, and what is larger than all the room is not kept', async () => {
  const storage = counted();
  const files = openAssetFiles(storage, 25);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b', 'large', 'large'])
    expect((await files.get(key)).length).toBe(key.length * 10);
  expect(storage.asked).toEqual(['a', 'b', 'c', 'b', 'large', 'large']);
});

test('what is not there is the same error each time, and asked for anew', async () => {
  const storage = counted();
  const files = openAssetFiles(storage);
  for (const _ of [1, 2]) await expect(files.get('none')).rejects.toMatchObject({ code: 'not_found' });
  expect(storage.asked).toEqual(['none', 'none']);
});
