import { createApiKey, findGoodKey, takeSignInLink, type UserId } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import Bowser from 'bowser';
import { z } from 'zod';
import { time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { SESSION_DAYS, setSession } from '../sessions/cookie.ts';

const secret = z.string().min(1).max(200);

const body = z
  .union([
    z.strictObject({ key: secret.describe('An API key. It is not kept: the session has one of its own.') }),
    z.strictObject({ link: secret.describe('What stands behind `#enter=` in a link to sign in. It works once.') }),
  ])
  .meta({ id: 'SignIn', examples: [{ key: 'ps_5fJ0pV4yY4WmJ7kM3zq8w2n1c6b9x0aQhTgRdEuSiLo' }] });

const answer = z
  .object({ userId: z.string(), expiresAt: time })
  .meta({ id: 'Session', description: 'Who is signed in, and until when.' });

export const signIn: Operation = (api, { db, settings }) => {
  const countFailure = api.createRateLimit({ max: settings.failedKeysPerMinute, timeWindow: '1 minute' });
  api.route({
    method: 'POST',
    url: '/v1/session',
    schema: {
      operationId: 'signIn',
      summary: 'Sign in a browser',
      description:
        'Answers with a cookie that this server’s own pages are let in by, out of reach of scripts. Programs send their key instead.',
      tags: ['Account'],
      security: [],
      body,
      response: {
        201: { description: 'Signed in.', content: { 'application/json': { schema: answer } } },
        ...problems(...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      const userId = await userOf(request.body);
      if (userId === undefined) throw await refusal(request, 'link' in request.body);
      const { key, expiresAt } = await createApiKey(db, {
        userId,
        name: nameOf(request),
        kind: 'SESSION',
        days: SESSION_DAYS,
      });
      setSession(request, reply, key);
      return reply.code(201).send({ userId, expiresAt: expiresAt?.toISOString() ?? '' });
    },
  });

  async function userOf(given: z.infer<typeof body>): Promise<UserId | undefined> {
    if ('link' in given) return takeSignInLink(db, given.link);
    return (await findGoodKey(db, given.key))?.userId;
  }

  /** One address guesses so often, and then waits; what is good is taken all the same. */
  async function refusal(request: Parameters<typeof countFailure>[0], byLink: boolean): Promise<Fault> {
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) return new Fault('unauthorized', byLink ? OLD_LINK : WRONG_KEY);
    return new Fault('rate_limited', `At most ${failures.max} wrong keys a minute come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  }
};

const OLD_LINK = 'The link was used already, or is too old: ask for another one, or sign in by key.';
const WRONG_KEY = 'The key is not known, has expired or was revoked.';

const LONGEST_NAME = 100;

/** By which the owner knows it in the list of keys: "Firefox on Windows, signed in". */
function nameOf({ headers }: { headers: { 'user-agent'?: string | undefined } }): string {
  const { browser, os } = Bowser.parse(headers['user-agent'] || 'unknown');
  const known = [browser.name, os.name].filter(Boolean).join(' on ');
  return `${known || 'A browser'}, signed in`.slice(0, LONGEST_NAME);
}
