import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { Proofsheet, SignatureError } from '../src/index.ts';

const SECRET = `whsec_${btoa('a secret of twenty-four b')}`;
const BODY = '{"type":"generation.completed","data":{"headline":"Größe ✓"}}';
const { verify, sign } = Proofsheet.webhooks;

function delivered(body = BODY, at = new Date()) {
  const signature = new Webhook(SECRET).sign('msg_1', at, body);
  return {
    'webhook-id': 'msg_1',
    'webhook-timestamp': `${Math.floor(at.getTime() / 1000)}`,
    'webhook-signature': signature,
  };
}

test('what the library of the specification signs is verified, as text and as bytes, and the other way round', async () => {
  expect(await verify(BODY, delivered(), SECRET)).toEqual(JSON.parse(BODY));
  expect(await verify(new TextEncoder().encode(BODY), new Headers(delivered()), SECRET)).toEqual(JSON.parse(BODY));
  const headers = await sign(BODY, { id: 'msg_2', secret: SECRET });
  expect(new Webhook(SECRET).verify(BODY, headers)).toEqual(JSON.parse(BODY));
});

test('one of several secrets and one of several signatures is enough, while a secret is replaced', async () => {
  const headers = delivered();
  const both = { ...headers, 'webhook-signature': `v1a,abc v1,bm90IGl0 ${headers['webhook-signature']}` };
  expect(await verify(BODY, both, [`whsec_${btoa('another one')}`, SECRET])).toEqual(JSON.parse(BODY));
});

test('headers of Node, in whatever case, are taken', async () => {
  const headers = Object.fromEntries(Object.entries(delivered()).map(([name, value]) => [name.toUpperCase(), [value]]));
  expect(await verify(BODY, headers, SECRET)).toEqual(JSON.parse(BODY));
});

test('bytes are taken as a server hands them over, and a secret with the space around it that files have', async () => {
  const { buffer } = new TextEncoder().encode(BODY);
  expect(await verify(buffer, delivered(), ` ${SECRET}\n`)).toEqual(JSON.parse(BODY));
});

test('a body that was parsed before, and a secret that is not set, are told as mistakes of the program', async () => {
  for (const body of [JSON.parse(BODY), undefined])
    await expect(verify(body, delivered(), SECRET)).rejects.toThrow(/^The body .* was parsed before\.$/);
  for (const secret of [undefined, '', ['']])
    await expect(verify(BODY, delivered(), secret as string)).rejects.toThrow('is its variable set?');
});

const old = new Date(Date.now() - 301_000);
const later = new Date(Date.now() + 360_000);
test.each([
  ['another body', `${BODY} `, delivered(), SECRET],
  ['another id', BODY, { ...delivered(), 'webhook-id': 'msg_2' }, SECRET],
  ['another secret', BODY, delivered(), `whsec_${btoa('another one')}`],
  ['an old delivery', BODY, delivered(BODY, old), SECRET],
  ['a delivery of the future', BODY, delivered(BODY, later), SECRET],
  ['a time that is none', BODY, { ...delivered(), 'webhook-timestamp': '1e9' }, SECRET],
  ['no signature', BODY, { ...delivered(), 'webhook-signature': undefined }, SECRET],
  ['a signature that is none', BODY, { ...delivered(), 'webhook-signature': 'v1,%%%' }, SECRET],
  ['a signature of another version', BODY, { ...delivered(), 'webhook-signature': 'v2,abc' }, SECRET],
  ['a secret that is none', BODY, delivered(), 'whsec_'],
])('%s is refused', async (_, body, headers, secret) => {
  await expect(verify(body, headers, secret)).rejects.toThrow(SignatureError);
});
