import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { ProblemError } from '@thongsuot/contracts';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals what the store must not tell by itself: addresses of people, secrets of webhooks. AES-256-GCM under keys derived from
 * the installation's, bound to where the text belongs.
 */
export class Sealer {
  private readonly sealing: Buffer | null;
  private readonly tokens: Buffer | null;

  /** @param master 32 bytes, base64url; without it nothing can be sealed */
  constructor(master: string | undefined) {
    const key = master === undefined ? null : Buffer.from(master, 'base64url');
    this.sealing = key && derived(key, 'notification-seal-v1');
    this.tokens = key && derived(key, 'notification-token-v1');
  }

  get available(): boolean {
    return this.sealing !== null;
  }

  seal(place: string, text: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.keyOf(this.sealing), iv).setAAD(Buffer.from(place));
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url');
  }

  /** @throws Error where the text was sealed for another place or by another key */
  unseal(place: string, sealed: string): string {
    const bytes = Buffer.from(sealed, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.keyOf(this.sealing), bytes.subarray(0, IV_BYTES));
    decipher.setAAD(Buffer.from(place));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }

  /** 16 bytes that nobody without the key can make: proof that an id was given out by this installation. */
  proofOf(text: string): Buffer {
    return createHmac('sha256', this.keyOf(this.tokens)).update(text).digest().subarray(0, 16);
  }

  private keyOf(key: Buffer | null): Buffer {
    if (key !== null) return key;
    throw new ProblemError('service-unavailable', {
      detail:
        'Chưa đặt PERSONAL_DATA_KEY nên không lưu được địa chỉ và khóa / PERSONAL_DATA_KEY is not set: no address or secret can be kept',
    });
  }
}

function derived(master: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), purpose, 32));
}
