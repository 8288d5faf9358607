import { chmodSync, existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { readJson, writeJson } from './files';
import { openHome } from './home';
import { EngineUnavailableError } from './messages';

/** Keys of a laptop installation, each 32 random bytes in base64url. */
export interface LaptopSecrets {
  /** Signs the embedded identity provider's and the services' tokens. */
  readonly tokenSigningKey: string;
  /** Seals the audit chain. */
  readonly auditKey: string;
  /** Wraps the keys that encrypt the identity fields of feedback. */
  readonly personalDataKey: string;
  /** Mixed into the hash of an Idempotency-Key's body. */
  readonly idempotencyPepper: string;
}

const NAMES = ['tokenSigningKey', 'auditKey', 'personalDataKey', 'idempotencyPepper'] as const;

/**
 * The laptop's keys from `secrets.json`, made on the first call and readable by their owner only.
 * @param profile value of `PROFILE`; any other than `laptop` must bring its own keys.
 * @throws EngineUnavailableError outside the laptop profile, or when the file is damaged (a new key would make stored data unreadable).
 */
export function laptopSecrets(profile: string | undefined = process.env['PROFILE'], home?: string): LaptopSecrets {
  if (profile !== 'laptop') {
    throw new EngineUnavailableError(
      `PROFILE là "${profile ?? ''}": khóa tự tạo chỉ dùng cho PROFILE=laptop; hãy cấp khóa qua biến môi trường hoặc kho bí mật`,
      `PROFILE is "${profile ?? ''}": generated keys are for PROFILE=laptop only; give the keys by environment or a secret store`,
    );
  }
  const file = openHome(home).secretsFile;
  if (!existsSync(file)) {
    writeJson(file, Object.fromEntries(NAMES.map((name) => [name, randomBytes(32).toString('base64url')])), 0o600);
  }
  chmodSync(file, 0o600);
  const value = readJson(file) as Partial<LaptopSecrets> | undefined;
  const read = (name: (typeof NAMES)[number]): string => {
    const secret = value?.[name];
    if (typeof secret === 'string' && Buffer.from(secret, 'base64url').length === 32) return secret;
    throw new EngineUnavailableError(`${file} hỏng: thiếu ${name}`, `${file} is damaged: ${name} is missing`);
  };
  return {
    tokenSigningKey: read('tokenSigningKey'),
    auditKey: read('auditKey'),
    personalDataKey: read('personalDataKey'),
    idempotencyPepper: read('idempotencyPepper'),
  };
}
