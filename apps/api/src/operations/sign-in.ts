import { createApiKey, findGoodKey, isNoId, isReferenceGone, takeSignInLink, takeToken } from '@proofsheet/database';
import { Fault } from '@proofsheet/domain';
import Bowser from 'bowser';
import { z } from 'zod';
import { time } from '../answers/fields.ts';
import type { Operation } from '../dependencies.ts';
import { BODY_PROBLEMS, PROBLEMS, problems } from '../problem.ts';
import { SESSION_DAYS, setSession } from '../sessions/cookie.ts';
import type { GoodToken } from '../tokens/verify-token.ts';

const secret = z.string().min(1).max(200);

/** With the certificates and rights that some products write into theirs. */
const LONGEST_TOKEN = 8192;

const body = z
  .union([
    z.strictObject({ key: secret.describe('An API key. It is not kept: the session has one of its own.') }),
    z.strictObject({ link: secret.describe('What stands behind `#enter=` in a link to sign in. It works once.') }),
    z.strictObject({
      token: z
        .string()
        .min(1)
        .max(LONGEST_TOKEN)
        .describe('A JWT of the product around this server, where the operator takes them. It works once.'),
    }),
  ])
  .meta({ id: 'SignIn', examples: [{ key: 'ps_5fJ0pV4yY4WmJ7kM3zq8w2n1c6b9x0aQhTgRdEuSiLo' }] });

const answer = z
  .object({ userId: z.string(), expiresAt: time })
  .meta({ id: 'Session', description: 'Who is signed in, and until when.' });

/** Whom a session is for, and how long it lasts. */
interface Entrance {
  readonly userId: string;
  readonly operator: boolean;
  readonly days: number;
  /** What is used up by it. */
  readonly token?: GoodToken;
}

export const signIn: Operation = (api, { db, settings, tokens }) => {
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
        ...problems(403, ...BODY_PROBLEMS, ...PROBLEMS),
      },
    },
    async handler(request, reply) {
      try {
        const { userId, days, ...made } = await enter(await entranceBy(request.body), nameOf(request));
        setSession(request, reply, made.key, days);
        return reply.code(201).send({ userId, expiresAt: made.expiresAt?.toISOString() ?? '' });
      } catch (error) {
        throw error instanceof Fault && error.code === 'unauthorized' ? await counted(request, error) : error;
      }
    },
  });

  async function entranceBy(given: z.infer<typeof body>): Promise<Entrance> {
    if ('token' in given) {
      if (tokens === undefined) throw new Fault('not_allowed', NO_TOKENS);
      const token = await tokens.verify(given.token);
      return { userId: token.userId, operator: false, days: tokens.sessionDays, token };
    }
    const who = 'link' in given ? await takeSignInLink(db, given.link) : await findGoodKey(db, given.key);
    if (who === undefined) throw new Fault('unauthorized', 'link' in given ? OLD_LINK : WRONG_KEY);
    return { userId: who.userId, operator: who.operator, days: SESSION_DAYS };
  }

  /** A token is used up together with the session that it begins, or not at all. */
  async function enter({ userId, operator, days, token }: Entrance, name: string) {
    try {
      return await db.transaction().execute(async (tx) => {
        if (token && !(await takeToken(tx, token))) throw new Fault('unauthorized', USED_TOKEN);
        return { ...(await createApiKey(tx, { userId, name, kind: 'SESSION', operator, days })), days };
      });
    } catch (error) {
      if (token && (isReferenceGone(error) || isNoId(error))) throw new Fault('unauthorized', UNKNOWN_USER);
      throw error;
    }
  }

  /** One address guesses so often, and then waits; what is good is taken all the same. */
  async function counted(request: Parameters<typeof countFailure>[0], refused: Fault): Promise<Fault> {
    const failures = await countFailure(request);
    if (failures.isAllowed || !failures.isExceeded) return refused;
    return new Fault('rate_limited', `At most ${failures.max} wrong keys a minute come from one address.`, {
      retryAfterSeconds: failures.ttlInSeconds,
    });
  }
};

const OLD_LINK = 'The link was used already, or is too old: ask for another one, or sign in by key.';
const WRONG_KEY = 'The key is not known, has expired or was revoked.';
const NO_TOKENS = 'This server takes no tokens: sign in by a key, or by a link.';
const USED_TOKEN = 'The token has signed somebody in already: ask your product for another one.';
const UNKNOWN_USER = 'The token is good, and names a user that is not known here.';

const LONGEST_NAME = 100;

/** By which the owner knows it in the list of keys: "Firefox on Windows, signed in". */
function nameOf({ headers }: { headers: { 'user-agent'?: string | undefined } }): string {
  const { browser, os } = Bowser.parse(headers['user-agent'] || 'unknown');
  const known = [browser.name, os.name].filter(Boolean).join(' on ');
  return `${known || 'A browser'}, signed in`.slice(0, LONGEST_NAME);
}
