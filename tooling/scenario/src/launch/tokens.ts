import type { Role } from '@thongsuot/contracts';
import { SignJWT } from 'jose';
import { DEMO_ACCOUNTS } from './demo-accounts';

/** Whom a token speaks for. */
export interface Account {
  readonly role: Role;
  readonly area?: string;
  /** Day that its area codes are read on; the clock's unless told. */
  readonly on?: string;
}

/** Name of an account in `run.json`: `administrator`, `officer:19360`. */
export function accountName({ role, area }: Account): string {
  return area === undefined ? role : `${role}:${area}`;
}

/** Signs tokens as the services check them, with the laptop's own key. */
export class TokenMaker {
  private readonly key: Uint8Array;

  constructor(key: string) {
    this.key = new TextEncoder().encode(key);
  }

  /** @param lifetime as jose writes it, `7d` */
  sign(account: Account, lifetime: string): Promise<string> {
    const { role, area, on } = account;
    return new SignJWT({ role, ...(area === undefined ? {} : { area }), ...(on === undefined ? {} : { on }) })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(`demo-${accountName(account).replace(':', '-')}`)
      .setIssuer('thongsuot')
      .setAudience('thongsuot-services')
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.key);
  }

  /** Tokens of every demonstration account, by name. */
  async demoTokens(): Promise<Record<string, string>> {
    const signed = DEMO_ACCOUNTS.map(async (account) => [accountName(account), await this.sign(account, '7d')] as const);
    return Object.fromEntries(await Promise.all(signed));
  }
}
