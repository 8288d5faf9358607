import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { PageProblem, fetchPage } from '../web/safe-fetch';

/** The wire contract is ours and unconfirmed: see `test/contracts/README.md`. */
const Procedures = z.object({
  items: z.array(z.object({ code: z.string(), name: z.string(), state: z.enum(['published', 'withdrawn']) })).max(1000),
  nextPage: z.number().int().nullable(),
});
const Decisions = z.object({
  items: z.array(z.object({ number: z.string(), signedOn: z.string(), procedureCodes: z.array(z.string()) })).max(1000),
  nextPage: z.number().int().nullable(),
});
export type NationalDecision = z.infer<typeof Decisions>['items'][number];

const LIMITS = { timeoutMs: 10_000, bytesMax: 5 * 1024 * 1024, redirectsMax: 0 };
const PAGES_MAX = 100;
const ATTEMPTS = 3;

/** Reads a national system at an address that only the operator sets; follows no redirect. */
export class NationalClient {
  private readonly host: ReadonlySet<string>;

  constructor(
    private readonly base: string,
    private readonly waitMs = 500,
  ) {
    // The operator named it, so it may lie in the government's own network.
    this.host = new Set([new URL(base).hostname]);
  }

  procedures(): Promise<z.infer<typeof Procedures>['items']> {
    return this.all('procedures', Procedures);
  }

  decisions(): Promise<NationalDecision[]> {
    return this.all('decisions', Decisions);
  }

  /** @throws PageProblem where it cannot be reached, or answers something else than the contract */
  private async all<Item>(path: string, schema: z.ZodType<{ items: Item[]; nextPage: number | null }>): Promise<Item[]> {
    const found: Item[] = [];
    let page: number | null = 1;
    for (let read = 0; page !== null && read < PAGES_MAX; read++) {
      const content = await this.fetch(`${this.base.replace(/\/+$/u, '')}/${path}?page=${page}`);
      const answer = schema.safeParse(parsed(content));
      if (!answer.success) throw new PageProblem(`${path}: trả lời ngoài hợp đồng / the answer breaks the contract`);
      found.push(...answer.data.items);
      page = answer.data.nextPage;
    }
    return found;
  }

  private async fetch(url: string): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      try {
        return (await fetchPage(url, this.host, LIMITS)).content.toString('utf8');
      } catch (error) {
        if (attempt >= ATTEMPTS) throw error;
        await sleep(this.waitMs * attempt);
      }
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
