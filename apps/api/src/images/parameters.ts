import { GENERATION_KINDS } from '@proofsheet/domain';
import { z } from 'zod';

const text = z.string().optional();
const copy = (field: string) => text.describe(`As \`copy.${field}\` of a generation.`);

/** The query of a signed address, as the reference shows it. It is read and checked by other code, after the signature. */
export const imageQuery = z.strictObject({
  key: z.uuid().describe('The id of the signing key.'),
  sig: z.string().describe('HMAC-SHA256 of the canonical text, base64url without padding: docs/signed-images.md.'),
  headline: z.string().describe('As `copy.headline` of a generation.'),
  subline: copy('subline'),
  button: copy('button'),
  price: copy('price'),
  oldPrice: copy('oldPrice'),
  badge: copy('badge'),
  coupon: copy('coupon.code'),
  couponLabel: copy('coupon.label'),
  rating: copy('rating.value'),
  ratingOf: copy('rating.of'),
  ratingCount: copy('rating.count'),
  ratingLabel: copy('rating.label'),
  legal: copy('legal'),
  qr: copy('qr'),
  brand: copy('brand'),
  author: copy('author'),
  locale: copy('locale'),
  point1: copy('points'),
  point2: copy('points'),
  point3: copy('points'),
  point4: copy('points'),
  label1: copy('labels'),
  label2: copy('labels'),
  asset: text.describe('Ids of your assets, parted by commas; `id:LOGO` gives one a role.'),
  kind: z.enum(GENERATION_KINDS).optional().describe('That of the format when left out, else THUMBNAIL.'),
  format: text.describe('A format, or a size as `1200x630`.'),
  primary: text.describe('A colour, `#rrggbb`.'),
  accent: text.describe('A colour, `#rrggbb`.'),
  font: text.describe('A font of yours.'),
  textFont: text.describe('A font of yours.'),
  seed: text.describe('A whole number.'),
  v: text.describe('Changes nothing but the address: the picture is made anew.'),
});

/** Every name that an address may have. */
export const IMAGE_PARAMETERS: ReadonlySet<string> = new Set(Object.keys(imageQuery.shape));
