import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Fault } from '@proofsheet/domain';

const SECRET_BYTES = 32;
const SEALED = 'sealed:';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** A secret as Standard Webhooks writes it: who receives with a library of theirs hands it over as it is. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
}

export interface SecretBox {
  /** As it is stored. */
  seal(secret: string): string;
  open(stored: string): string;
}

/**
 * Secrets are kept encrypted (AES-256-GCM) where the operator gives a key, so that a copy of the database signs nothing.
 * Without a key they are kept as they are; those from before a key was given are still read.
 */
export function openSecrets({ key }: { key?: string | undefined }): SecretBox {
  const cipherKey = key === undefined ? undefined : Buffer.from(hkdfSync('sha256', key, '', 'proofsheet webhooks', 32));
  return {
    seal(secret) {
      if (!cipherKey) return secret;
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce);
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return SEALED + Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64');
    },
    open(stored) {
      if (!stored.startsWith(SEALED)) return stored;
      try {
        if (!cipherKey) throw new Error('there is no key');
        const bytes = Buffer.from(stored.slice(SEALED.length), 'base64');
        const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, NONCE_BYTES));
        decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      } catch (cause) {
        throw new Fault('internal', 'A secret was encrypted with another WEBHOOK_KEY than that of this process.', {
          cause,
        });
      }
    },
  };
}
