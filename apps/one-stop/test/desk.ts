import { ManualClock } from '@thongsuot/calendar';
import type { DossierImportResult } from '@thongsuot/contracts';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { serviceEnv } from '@thongsuot/testing';
import { definition } from '../src/service';

/** A running one-stop desk of its own namespace, on real engines. */
export interface Desk {
  readonly service: RunningService;
  readonly clock: ManualClock;
  readonly admin: string;
  token(area: string, role?: 'officer' | 'leader'): Promise<string>;
  call(
    method: string,
    path: string,
    token: string | null,
    body?: unknown,
  ): Promise<{ status: number; body: Record<string, never> }>;
  importCsv(
    body: string | Buffer | ReadableStream,
    options?: ImportOptions,
  ): Promise<{ status: number; body: DossierImportResult & { code?: string } }>;
}

/** How a file is sent. */
export interface ImportOptions {
  readonly token?: string;
  readonly key?: string;
  readonly query?: string;
  readonly type?: string;
}

export const HEADER = 'dossier_code,area,field,channel,received_at,due_at,resolved_at,outcome';

/** Code of the `n`-th dossier of a test, old form. */
export function code(n: number): string {
  return `000.00.12.H50-240115-${String(n).padStart(4, '0')}`;
}

/** A file of {@link HEADER} and rows. */
export function csv(...rows: string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

/** Starts the desk on the day of `now`. */
export async function startDesk(now: string): Promise<Desk> {
  const clock = new ManualClock(now);
  const env = await serviceEnv({ PROFILE: 'laptop', LOG_LEVEL: 'warn' });
  const service = await startService(definition, env, { clock });
  const admin = await service.kit.tokens.sign({ subject: 'root', role: 'administrator' }, '10m');
  const url = `${service.url}/api/v1`;
  return {
    service,
    clock,
    admin,
    token: (area, role = 'officer') => service.kit.tokens.sign({ subject: `${role}-${area}`, role, area }, '10m'),
    call: async (method, path, token, body) => {
      const answer = await fetch(path.startsWith('/ops') ? service.url + path : url + path, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: (await answer.json()) as Record<string, never> };
    },
    importCsv: async (body, { token = admin, key, query = '', type = 'text/csv' } = {}) => {
      const answer = await fetch(`${url}/dossiers/imports${query}`, {
        method: 'POST',
        headers: {
          'content-type': type,
          authorization: `Bearer ${token}`,
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        body,
        duplex: 'half',
      });
      return { status: answer.status, body: (await answer.json()) as DossierImportResult & { code?: string } };
    },
  };
}
