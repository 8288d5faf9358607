import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { normalTrackingCode } from '../../domain/tracking-code';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** A text sealed under a record's key: AES-256-GCM, `iv · tag · ciphertext` in base64url. */
export type Sealed = string;

/** A record's data key, wrapped. Throw it away and nothing sealed under it can ever be read again. */
export interface WrappedKey {
  readonly wrapped: string;
  /** Fingerprint of the key that wrapped it. */
  readonly wrappedBy: string;
}

/** Seals and opens what must be erasable: one data key a record, wrapped by the key of the installation. */
export class Vault {
  private readonly wrapping: Buffer;
  private readonly lookup: Buffer;
  private readonly fingerprint: string;

  /** @param master 32 bytes; the keys in use are derived from it, one a purpose */
  constructor(master: Buffer) {
    this.wrapping = derived(master, 'feedback-wrap-v1');
    this.lookup = derived(master, 'feedback-lookup-v1');
    this.fingerprint = createHash('sha256').update(this.wrapping).digest('hex').slice(0, 16);
  }

  /** A new data key for `record`, plain and wrapped. */
  makeKey(record: string): { dataKey: Buffer; stored: WrappedKey } {
    const dataKey = randomBytes(32);
    const wrapped = encrypt(this.wrapping, dataKey, `${record}/key`);
    return { dataKey, stored: { wrapped, wrappedBy: this.fingerprint } };
  }

  /** @throws Error where the key was wrapped for another record or by another installation's key */
  unwrap(record: string, stored: WrappedKey): Buffer {
    if (stored.wrappedBy !== this.fingerprint) throw new Error('personal data was wrapped by another PERSONAL_DATA_KEY');
    return decrypt(this.wrapping, stored.wrapped, `${record}/key`);
  }

  /** `part` is bound to the text: a sealed text moved to another record or part does not open. */
  seal(dataKey: Buffer, record: string, part: string, text: string): Sealed {
    return encrypt(dataKey, Buffer.from(text, 'utf8'), `${record}/${part}`);
  }

  unseal(dataKey: Buffer, record: string, part: string, sealed: Sealed): string {
    return decrypt(dataKey, sealed, `${record}/${part}`).toString('utf8');
  }

  /** What a tracking code is found by; keyed, so that a copy of the store does not let codes be tried. */
  trackingHash(code: string): string {
    return createHmac('sha256', this.lookup).update(normalTrackingCode(code)).digest('hex');
  }
}

function derived(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), purpose, 32));
}

function encrypt(key: Buffer, plain: Buffer, context: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
}

function decrypt(key: Buffer, sealed: string, context: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES)).setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
}
