import { expect, test } from 'vitest';
import { queueConfigSchema, withLibpqTls } from './config.ts';

const address = (search: string) => `postgres://user:secret@127.0.0.1:5432/queue${search}`;

test.each(['', '?application_name=a'])('an address with %j is left as it is', (search) => {
  const { url } = queueConfigSchema.parse({ url: address(search) });
  expect(withLibpqTls(url)).toBe(address(search));
});

test.each(['disable', 'require', 'verify-ca', 'verify-full'])('sslmode=%s is read as psql reads it', (mode) => {
  const { url } = queueConfigSchema.parse({ url: address(`?application_name=a&sslmode=${mode}`) });
  expect(withLibpqTls(url)).toBe(address(`?application_name=a&sslmode=${mode}&uselibpqcompat=true`));
});

test.each(['prefer', 'allow', 'no-verify', 'always', 'REQUIRE'])(
  'sslmode=%s is refused, with what there is',
  (mode) => {
    const { error } = queueConfigSchema.safeParse({ url: address(`?sslmode=${mode}`) });
    expect(error?.issues[0]?.message).toBe('has an sslmode of disable, require, verify-ca, verify-full, or none');
  },
);

test('what is asked of Redis in its own address is left to it', () => {
  expect(queueConfigSchema.safeParse({ url: 'rediss://127.0.0.1:6380?sslmode=x' }).success).toBe(true);
});
