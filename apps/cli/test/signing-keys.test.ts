import { createUser } from '@proofsheet/database';
import { testDatabase } from '@proofsheet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { createSigningKey, listSigningKeys, revokeSigningKey, signingKeyLine } from '../src/commands/signing-keys.ts';
import { directly } from './command-line.ts';

test('a signing key is made, listed without its secret, and revoked', async () => {
  const { db, url } = await testDatabase();
  onTestFinished(() => db.destroy());
  const { id: user } = await createUser(db);
  const target = { data: '.proofsheet', env: { DATABASE_URL: url } };

  const making = directly(['signing-keys', 'create', '--user', user, '--name', 'blog'], { env: { DATABASE_URL: url } });
  expect(await making.ended).toBe(0);
  expect(making.output()).toMatch(/psk_[\w-]{43}\n/);
  const listed = async () => (await listSigningKeys({ user }, target)).map(signingKeyLine).join('\n');
  expect(await listed()).toMatch(/ blog: works since /);

  const asked = directly(['signing-keys', 'list', '--json'], { env: { DATABASE_URL: url } });
  expect(await asked.ended).toBe(0);
  expect(asked.output()).not.toContain('psk_');
  const [{ id }] = JSON.parse(asked.output());
  expect(JSON.parse(asked.output())).toEqual([
    { id, userId: user, name: 'blog', createdAt: expect.any(String), revokedAt: null },
  ]);
  expect(await revokeSigningKey(id, target)).toEqual({ id, name: 'blog' });
  expect(await listed()).toMatch(/ blog: revoked on /);
  await expect(revokeSigningKey('nonsense', target)).rejects.toThrow('No signing key has this id');
  await expect(createSigningKey({ user: 'nobody', name: 'x' }, target)).rejects.toThrow(/no user|user/i);
});
