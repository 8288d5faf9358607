import { readFileSync } from 'node:fs';
import { ManualClock } from '@thongsuot/calendar';
import { dataFile } from '@thongsuot/data';
import { startService, type RunningService } from '@thongsuot/service-kit';
import { serviceEnv } from '@thongsuot/testing';
import { definition } from '../src/service';

/** The service in this process on the shared engines, with a clock that the test moves. */
export async function startCatalog(at: string): Promise<{ service: RunningService; clock: ManualClock }> {
  const clock = new ManualClock(at);
  const service = await startService(definition, await serviceEnv(), { clock });
  return { service, clock };
}

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly etag: string | null;
}

/** Sends requests as one role. */
export class Client {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async of(service: RunningService, role: 'officer' | 'leader' | 'administrator', area?: string): Promise<Client> {
    const subject = `${role}-${area ?? 'all'}`;
    const token = await service.kit.tokens.sign({ subject, role, ...(area === undefined ? {} : { area }) }, '10m');
    return new Client(`${service.url}/api/v1`, token);
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.send<T>('GET', path);
  }

  post<T>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }

  /** A file, as it is handed out. */
  async download(path: string): Promise<{ status: number; headers: Headers; content: Buffer }> {
    const response = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}` } });
    return { status: response.status, headers: response.headers, content: Buffer.from(await response.arrayBuffer()) };
  }

  upload<T>(path: string, content: Buffer, name: string, fields: Record<string, string> = {}): Promise<Answer<T>> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(content)]), name);
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    return this.send<T>('POST', path, form);
  }

  async bytes(path: string): Promise<Buffer> {
    const response = await fetch(`${this.url}${path}`, { headers: { authorization: `Bearer ${this.token}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** Sends a form without a file. */
  form<T>(path: string, fields: Record<string, string>): Promise<Answer<T>> {
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.append(field, value);
    return this.send<T>('POST', path, form);
  }

  /** Sends one of the two plans that come with the product. */
  importSample<T>(name: string, fields: Record<string, string> = {}, query = ''): Promise<Answer<T>> {
    return this.upload<T>(`/plans/imports${query}`, readFileSync(dataFile(`plans/${name}`)), name, fields);
  }

  private async send<T>(method: string, path: string, body?: string | FormData, headers = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body === undefined ? {} : { body }),
    });
    return { status: response.status, body: (await response.json()) as T, etag: response.headers.get('etag') };
  }
}

/** Fields of the samples' imports. */
export const KON_RAY = { issuerArea: '614', year: '2022' };
export const PHUONG_2 = { issuerArea: '19360', year: '2024' };
