import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Db, findGoodSigningKey, type ImageName } from '@proofsheet/database';
import { canonicalImage, Fault, imagePath } from '@proofsheet/domain';
import type { ImageAddress } from './read-address.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

export interface VerifiedImage extends ImageName {
  readonly keyId: string;
}

/**
 * Whose picture an address asks for, and its name. The name leaves the key out: a picture is made once, however many keys
 * sign its address. Throws one Fault whatever is wrong, so that nobody learns which keys there are.
 */
export async function verifyImage(db: Db, address: ImageAddress): Promise<VerifiedImage> {
  const { template, type, parameters, signature } = address;
  const keyId = parameters.get('key') ?? '';
  const key = UUID.test(keyId) ? await findGoodSigningKey(db, keyId) : undefined;
  const path = imagePath(template, type);
  const expected = signatureOf(key?.secret ?? 'psk_', canonicalImage(path, parameters));
  if (!isSame(signature, expected) || key === undefined) throw new Fault('signature_invalid', NOT_SIGNED);
  const asked = new Map(parameters);
  asked.delete('key');
  const hash = createHash('sha256').update(canonicalImage(path, asked)).digest('hex');
  return { userId: key.userId, keyId: keyId.toLowerCase(), hash };
}

function signatureOf(secret: string, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** Compared as written, not as decoded: the last letter of base64 has spare bits, and one picture has one signature. */
function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

const NOT_SIGNED =
  'The address was changed after it was signed, its key was revoked, or it was signed otherwise than docs/signed-images.md says.';
