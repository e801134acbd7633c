import { createSignInLink, findTemplatePicture, keepTemplatePicture, takeSignInLink } from '@proofsheet/database';
import { aUser, testDatabase } from '@proofsheet/testkit';
import { sql } from 'kysely';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { trim } from '../src/maintenance/trim.ts';

const KEPT = { eventDays: 30, webhookLogDays: 30 };

test('links that nobody followed in time and pictures of templates as they were go; the others stay', async () => {
  const { db } = await testDatabase();
  onTestFinished(() => db.destroy());
  const userId = await aUser(db);
  await createSignInLink(db, { userId, minutes: -1 });
  const good = await createSignInLink(db, { userId, minutes: 5 });
  for (const revision of ['old', 'new']) await keepTemplatePicture(db, revision, { refusal: 'Needs a logo.' });
  await sql`update "TemplatePicture" set "createdAt" = now() - interval '91 days' where "revision" = 'old'`.execute(db);

  await trim(db, KEPT, AbortSignal.timeout(20_000), pino({ level: 'silent' }));
  expect(await db.selectFrom('SignInLink').select('userId').execute()).toHaveLength(1);
  expect(await takeSignInLink(db, good)).toEqual({ userId, operator: false });
  expect(await findTemplatePicture(db, 'old')).toBeUndefined();
  expect(await findTemplatePicture(db, 'new')).toEqual({ refusal: 'Needs a logo.' });
});
