import { AreaCode, PlainDate, ProblemError, type Role } from '@thongsuot/contracts';
import { SignJWT, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Caller } from './caller';

const ISSUER = 'thongsuot';
const AUDIENCE = 'thongsuot-services';

const Claims = z.object({
  sub: z.string().min(1),
  role: z.enum(['administrator', 'leader', 'officer', 'portal']),
  area: AreaCode.nullish(),
  on: PlainDate.nullish(),
});

/** Whom a token is for. */
export interface TokenSubject {
  readonly subject: string;
  readonly role: Role;
  readonly area?: string;
  readonly on?: string;
}

/** Signs and checks service tokens: HS256, audience-bound, short-lived. */
export class Tokens {
  private readonly key: Uint8Array;

  constructor(key: string) {
    this.key = new TextEncoder().encode(key);
  }

  /** @param lifetime as jose writes it, `15m`, `12h` */
  sign(of: TokenSubject, lifetime: string): Promise<string> {
    const { subject, role, area, on } = of;
    return new SignJWT({ role, ...(area === undefined ? {} : { area }), ...(on === undefined ? {} : { on }) })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(lifetime)
      .sign(this.key);
  }

  /** @throws ProblemError `unauthorised` for anything but a token of ours that is still valid */
  async verify(token: string): Promise<Caller> {
    const verified = await jwtVerify(token, this.key, { issuer: ISSUER, audience: AUDIENCE, algorithms: ['HS256'] }).catch(
      () => null,
    );
    const claims = Claims.safeParse(verified?.payload);
    if (!claims.success) throw new ProblemError('unauthorised');
    const { sub, role, area, on } = claims.data;
    if ((role === 'officer' || role === 'leader') && !area) throw new ProblemError('unauthorised');
    return { subject: sub, role, area: area ?? null, on: on ?? null };
  }
}
