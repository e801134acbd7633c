import { Proofsheet } from '@proofsheet/client';
import { claimGeneration, createApiKey, createBatch, failGeneration, newId } from '@proofsheet/database';
import { generationRequestSchema, specOf } from '@proofsheet/domain';
import { aGeneration } from '@proofsheet/testkit';
import { sql } from 'kysely';
import sharp from 'sharp';
import { fillOrder, MADE } from './filled-gallery.ts';
import type { Gallery } from './gallery.ts';

/** So far away that it never comes while somebody looks at the page. */
const LATER = new Date('2036-06-15T09:30:00Z');

export interface FilledPages {
  readonly project: string;
  readonly image: string;
  readonly batch: string;
  /** The path of a link for reviewers. */
  readonly review: string;
}

/** What the pages beside the pictures show, with words of every direction, and times that stand still. */
export async function fillPages(gallery: Gallery): Promise<FilledPages> {
  const { db, userId, api } = gallery;
  const { key } = await createApiKey(db, { userId, name: 'Shop, متجر' });
  const client = new Proofsheet({ baseUrl: api, apiKey: key });
  const project = await client.projects.create({ name: 'حملة الربيع · Spring sale' });
  const jar = await client.assets.upload(new Blob([await photographOfJar()]), {
    role: 'PRODUCT',
    name: 'صورة-الجرة.jpg',
  });
  await client.assets.correct(jar.id, { projectId: project.id });
  const reviewed = await fillOrder(gallery, 'Hear **every** detail', { projectId: project.id });
  const batch = await fillBatch(gallery);
  for (const [url, description] of [
    ['https://shop.example/hooks/proofsheet', 'Shop'],
    ['https://newsletter.example/a/long/address/that/goes/on/for/quite/a/while', ''],
  ])
    await client.call({
      method: 'POST',
      path: '/v1/webhooks',
      json: { url, description, events: ['review.decided', 'review.commented'] },
    });
  const link = await client.reviews.share(reviewed, { name: 'الجولة الأولى · First round', contact: 'Mara', days: 14 });
  await sql`update "ReviewLink" set "expiresAt" = ${LATER} where "id" = ${link.id}`.execute(db);
  for (const table of ['Asset', 'Project', 'Batch', 'ApiKey'])
    await sql`update ${sql.table(table)} set "createdAt" = ${MADE} where "userId" = ${userId}`.execute(db);
  return { project: project.id, image: jar.id, batch, review: link.path };
}

/** When keys were used last changes with each use, but never back; what they begin with is another each time. */
export async function stopClockOfKeys({ db, userId }: Gallery): Promise<void> {
  const still = { createdAt: MADE, lastUsedAt: LATER };
  await db.updateTable('ApiKey').set(still).where('userId', '=', userId).execute();
  await db
    .updateTable('ApiKey')
    .set({ expiresAt: LATER })
    .where('userId', '=', userId)
    .where('kind', '=', 'SESSION')
    .execute();
  await db.updateTable('ApiKey').set({ prefix: 'ps_O6VIlD5' }).where('userId', '=', userId).execute();
}

async function fillBatch(gallery: Gallery): Promise<string> {
  const { db, userId } = gallery;
  const batchId = newId();
  const batch = { id: batchId, userId, total: 3, refused: [], requestId: batchId };
  await db.transaction().execute((tx) => createBatch(tx, batch));
  await fillOrder(gallery, 'Hear every detail', { batchId });
  await fillOrder(gallery, 'كل التفاصيل', { batchId });
  const copy = { headline: 'Donaudampfschifffahrtsgesellschaft' };
  const spec = specOf(generationRequestSchema.parse({ kind: 'THUMBNAIL', copy, variants: 1 }));
  const failed = await aGeneration(db, { userId, spec, batchId });
  await claimGeneration(db, { id: failed, leaseSeconds: 60 });
  const error = { code: 'no_template_fits', message: 'The headline is too long for every template.' } as const;
  await failGeneration(db, { id: failed, attempt: 1, error });
  return batchId;
}

/** Before a plain ground, so that it is cut out without a model. */
function photographOfJar(): Promise<Buffer> {
  const drawn = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="720"><rect width="960" height="720" fill="#f4f4f2"/>
    <rect x="350" y="170" width="260" height="380" rx="40" fill="#a03020"/><rect x="385" y="120" width="190" height="60" rx="12" fill="#40302a"/>
    <rect x="390" y="290" width="180" height="130" rx="8" fill="#f0d9b5"/></svg>`;
  return sharp(Buffer.from(drawn)).jpeg().toBuffer();
}
