import { expect, test } from 'vitest';
import { z } from 'zod';
import { ConfigurationError, readConfiguration, variablesFor } from './index.ts';

const server = {
  schema: z.object({ url: z.string().regex(/^redis:/, 'starts with redis:'), prefix: z.string().default('p') }),
  variables: { url: 'SERVER_URL', prefix: 'SERVER_PREFIX' },
} as const;
const sizes = {
  schema: z.object({ side: z.coerce.number().int().min(32).optional(), seconds: z.coerce.number().default(10) }),
  variables: { side: 'SIDE', seconds: 'SECONDS' },
} as const;

function problemsOf(environment: Record<string, string | undefined>): readonly string[] {
  try {
    readConfiguration({ server, sizes }, environment);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.problems;
  }
}

test('each slice is read from its variables, with the defaults of its schema', () => {
  expect(readConfiguration({ server, sizes }, { SERVER_URL: 'redis://a', SIDE: '320', OTHER: '1' })).toEqual({
    server: { url: 'redis://a', prefix: 'p' },
    sizes: { side: 320, seconds: 10 },
  });
});

test('an empty variable counts as not set', () => {
  const { server: read } = readConfiguration({ server }, { SERVER_URL: 'redis://a', SERVER_PREFIX: '' });
  expect(read.prefix).toBe('p');
  expect(problemsOf({ SERVER_URL: '' })).toEqual(['SERVER_URL is not set']);
});

test('all problems of all slices are told at once, each by its variable and never with its value', () => {
  expect(problemsOf({ SERVER_URL: 'http://root:hunter2@a', SIDE: 'hunter2' })).toEqual([
    'SERVER_URL is not valid: starts with redis:',
    expect.stringMatching(/^SIDE is not valid: /),
  ]);
  expect(problemsOf({ SERVER_URL: 'http://root:hunter2@a', SIDE: 'hunter2' }).join()).not.toContain('hunter2');
});

test('what is written for settings is read as the same settings', () => {
  const settings = { url: 'redis://a', prefix: 'q' };
  const variables = { ...variablesFor(server, settings), ...variablesFor(sizes, { side: 64 }) };
  expect(variables).toEqual({ SERVER_URL: 'redis://a', SERVER_PREFIX: 'q', SIDE: '64' });
  expect(readConfiguration({ server }, variables).server).toEqual(settings);
});
