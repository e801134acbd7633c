import { anAsset, makeReady } from '@proofsheet/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Caller, startTestApi, type TestApi } from './harness.ts';

let t: TestApi;
let as: Caller;
beforeAll(async () => {
  t = await startTestApi();
});
afterAll(() => t.close());

const HEADLINE = { kind: 'AD', copy: { headline: 'Hello' } };
const COLOURS = { primary: '#0B3D2E', accent: '#ffd166' };

const POST = (path: string, payload: object) => t.call({ as, method: 'POST', url: `/v1/${path}`, payload });
const PATCH = (path: string, payload: object) => t.call({ as, method: 'PATCH', url: `/v1/${path}`, payload });
const GET = (path: string) => t.call({ as, url: `/v1/${path}` });
const DELETE = (path: string) => t.call({ as, method: 'DELETE', url: `/v1/${path}` });

async function aFont(): Promise<string> {
  const id = crypto.randomUUID();
  const facts = JSON.stringify({
    family: 'Own',
    style: 'normal',
    weight: { least: 400, most: 400 },
    ranges: [[65, 90]],
  });
  const row = { id, userId: as.userId, originalName: 'own.ttf', mediaType: 'font/ttf' as const, bytes: 10 };
  await t.db
    .insertInto('Font')
    .values({ ...row, sha256: id, objectKey: `fonts/${id}`, facts })
    .execute();
  return id;
}

const aLogo = () => anAsset(t.db, { userId: as.userId, role: 'LOGO' });

/** A project of a user of its own, with all that a brand may have. */
async function branded() {
  as = await t.newCaller();
  const [font, textFont, light, dark] = [await aFont(), await aFont(), await aLogo(), await aLogo()];
  const brand = { ...COLOURS, font, textFont, logos: { light, dark } };
  const { body, status } = await POST('projects', { name: 'Spring', brand });
  expect({ status, brand: body.brand }).toEqual({ status: 201, brand });
  return { id: body.id as string, font, textFont, light, dark };
}

/** What an order in it is made of, as the generation keeps it. */
async function made(order: object) {
  const { status, body } = await POST('generations', { ...HEADLINE, ...order });
  expect({ status, body }).toMatchObject({ status: 202 });
  const { brand, fonts = {} } = (
    await t.db.selectFrom('Generation').select('spec').where('id', '=', body.id).executeTakeFirstOrThrow()
  ).spec;
  const assets = await t.db
    .selectFrom('GenerationAsset')
    .select(['assetId', 'role'])
    .where('generationId', '=', body.id)
    .orderBy('position')
    .execute();
  return { brand, fonts: Object.keys(fonts), assets: assets.map(({ assetId, role }) => `${role} ${assetId}`) };
}

test('an order takes from its project what it leaves out of its brand, and the logos where it has none', async () => {
  const { id: projectId, font, textFont, light, dark } = await branded();
  const fonts = ['font', 'textFont'];
  const logos = [`LOGO ${light}`, `LOGO ${dark}`];
  const whole = { ...COLOURS, font, textFont };
  expect(await made({ projectId })).toEqual({ brand: whole, fonts, assets: logos });
  expect(await made({ projectId, brand: {} })).toEqual({ brand: whole, fonts, assets: logos });
  const product = await anAsset(t.db, { userId: as.userId, role: 'PRODUCT' });
  expect(await made({ projectId, brand: { accent: '#000000' }, assets: [{ assetId: product }] })).toEqual({
    ...{ brand: { ...whole, accent: '#000000' }, fonts },
    assets: [`PRODUCT ${product}`, ...logos],
  });
  const own = await made({ projectId, assets: [{ assetId: product, role: 'LOGO' }] });
  expect(own.assets).toEqual([`LOGO ${product}`]);
  expect(await made({ projectId, brand: null })).toEqual({ brand: {}, fonts: [], assets: [] });
  expect(await made({ brand: null })).toEqual({ brand: {}, fonts: [], assets: [] });
  const eleven = Array.from({ length: 11 }, () => ({ assetId: product }));
  expect((await made({ projectId, assets: eleven })).assets.slice(11)).toEqual([`LOGO ${light}`]);
});

test('the rows of a batch, and a dry run, take the brand, too', async () => {
  const { id: projectId, light } = await branded();
  const { body } = await POST('generations/batch', [{ ...HEADLINE, projectId }, HEADLINE] as object);
  const specs = await t.db.selectFrom('Generation').select(['id', 'spec']).where('batchId', '=', body.id).execute();
  const brandOf = (row: number) => specs.find(({ id }) => id === body.generations[row].id)?.spec.brand;
  expect([brandOf(0)?.primary, brandOf(1)?.primary]).toEqual([COLOURS.primary, undefined]);
  const dry = await POST('generations?dryRun=true', { ...HEADLINE, projectId });
  expect(dry.body.awaitsAnalysis).toContain(light);
  const preview = await POST('previews', { ...HEADLINE, projectId });
  expect(preview).toMatchObject({ status: 409, body: { code: 'asset_not_ready', field: 'projectId' } });
});

test('what is deleted leaves the brand; later orders go on without it', async () => {
  const { id: projectId, font, textFont, light, dark } = await branded();
  await makeReady(t.db, light);
  expect((await DELETE(`fonts/${font}`)).status).toBe(200);
  expect((await DELETE(`assets/${light}`)).status).toBe(204);
  expect((await GET(`projects/${projectId}`)).body.brand).toEqual({ ...COLOURS, textFont, logos: { dark } });
  expect(await made({ projectId })).toEqual({
    ...{ brand: { ...COLOURS, textFont }, fonts: ['textFont'] },
    assets: [`LOGO ${dark}`],
  });
  await t.db
    .updateTable('Asset')
    .set({ status: 'REJECTED', error: JSON.stringify({ code: 'upload_not_an_image', message: 'Damaged.' }) })
    .where('id', '=', dark)
    .execute();
  expect((await made({ projectId })).assets).toEqual([]);
  expect(await PATCH(`projects/${projectId}`, { brand: { logos: { dark } } })).toMatchObject({
    ...{ status: 422, body: { code: 'asset_rejected', field: 'brand/logos/dark' } },
  });
  // What is left of a font that went in another way.
  await t.db.deleteFrom('Font').where('id', '=', textFont).execute();
  expect(await made({ projectId })).toMatchObject({ brand: COLOURS, fonts: [] });
});

test('a brand is replaced whole, its parts are checked, and the rest of the project stays', async () => {
  const { id, font, light } = await branded();
  const changed = await PATCH(`projects/${id}`, { brand: { font: font.toUpperCase(), logos: { light } } });
  expect(changed.body).toMatchObject({ name: 'Spring', brand: { font, logos: { light } }, archivedAt: null });
  expect((await PATCH(`projects/${id}`, { name: 'Summer' })).body).toMatchObject({ brand: { font, logos: { light } } });
  expect((await PATCH(`projects/${id}`, { brand: { logos: {} } })).body.brand).toEqual({});
  for (const [brand, code, field] of [
    [{ textFont: light }, 'unknown_font', 'brand/textFont'],
    [{ logos: { dark: font } }, 'unknown_asset', 'brand/logos/dark'],
    [{ primary: 'red' }, 'validation_failed', 'brand/primary'],
    [{ logo: light }, 'validation_failed', 'brand/logo'],
  ] as const) {
    const refused = await PATCH(`projects/${id}`, { brand });
    expect(refused).toMatchObject({ status: 422, body: { code, field } });
    expect((await POST('projects', { name: 'New', brand })).body).toMatchObject({ code, field });
  }
  expect((await PATCH(`projects/${id}`, {})).status).toBe(422);
  as = await t.newCaller();
  expect((await PATCH(`projects/${id}`, { brand: {} })).status).toBe(404);
  expect((await POST('projects', { name: 'Theirs', brand: { logos: { light } } })).body.code).toBe('unknown_asset');
});

test('an archived project is in no list but its own, takes no orders, and comes back', async () => {
  const { id: projectId } = await branded();
  const { body: other } = await POST('projects', { name: 'Other' });
  const listed = async (query = '') => (await GET(`projects${query}`)).body.items.map(({ id }: { id: string }) => id);
  expect(await listed()).toEqual([other.id, projectId]);
  const { body: archived } = await PATCH(`projects/${projectId}`, { archived: true });
  expect(archived.archivedAt).toEqual(expect.any(String));
  expect((await PATCH(`projects/${projectId}`, { archived: true })).body.archivedAt).toBe(archived.archivedAt);
  expect(await listed()).toEqual([other.id]);
  expect(await listed('?archived=true&search=spring')).toEqual([projectId]);
  const refused = { code: 'project_archived', status: 409, field: 'projectId' };
  expect((await POST('generations', { ...HEADLINE, projectId })).body).toMatchObject(refused);
  expect((await POST('generations/batch', [{ ...HEADLINE, projectId }] as object)).body.errors).toMatchObject([
    { pointer: '/0/projectId' },
  ]);
  await PATCH(`projects/${projectId}`, { archived: false });
  expect(await listed()).toEqual([other.id, projectId]);
  expect((await made({ projectId })).brand).toMatchObject(COLOURS);
});

test('a project says how much is in it', async () => {
  const { id: projectId } = await branded();
  await anAsset(t.db, { userId: as.userId, projectId });
  expect((await GET(`projects/${projectId}`)).body.counts).toEqual({ outputs: 0, assets: 1 });
});
