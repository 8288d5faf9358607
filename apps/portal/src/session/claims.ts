import type { Role } from '@thongsuot/contracts';

/** Whom a service token says it is for. The pages only show it; every service checks the signature itself. */
export interface Claims {
  readonly subject: string;
  readonly role: Role;
  /** Area whose subtree the holder sees; null for the whole country. */
  readonly area: string | null;
  /** Day the holder looks from; null for the system's. */
  readonly on: string | null;
}

const ROLES: readonly string[] = ['administrator', 'leader', 'officer', 'portal'] satisfies Role[];

/** The claims of a token, or null where the text is none. */
export function readClaims(token: string): Claims | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
    const { sub, role, area, on } = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
    if (typeof sub !== 'string' || typeof role !== 'string' || !ROLES.includes(role)) return null;
    return {
      subject: sub,
      role: role as Role,
      area: typeof area === 'string' ? area : null,
      on: typeof on === 'string' ? on : null,
    };
  } catch {
    return null;
  }
}
