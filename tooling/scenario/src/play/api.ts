import type { AnswerOf, Endpoint, Problem, ProblemCode } from '@thongsuot/contracts';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import { accountName, type Account, type TokenMaker } from '../launch/tokens';

/** An answer that is not a success, with its problem document. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
    what: string,
  ) {
    super(`${what}: ${status} ${problem.code ?? ''} ${problem.detail ?? problem.title ?? ''}`.trim());
  }

  is(code: ProblemCode): boolean {
    return this.problem.code === code;
  }
}

/** Parts of a request, as the operation's schemas take them. */
export type PartsOf<E extends Endpoint> =
  E extends Endpoint<infer Params, infer Query, infer Body>
    ? Part<'params', Params> & Part<'query', Query> & Part<'body', Body>
    : never;

type Part<Name extends string, Schema extends z.ZodType> = Schema extends z.ZodUndefined
  ? Partial<Record<Name, never>>
  : Partial<z.input<Schema>> extends z.input<Schema>
    ? Partial<Record<Name, z.input<Schema>>>
    : Record<Name, z.input<Schema>>;

/** How a request is sent. */
export interface Sending {
  readonly as: Account;
  /** Idempotency-Key; the same one again gets the first answer. */
  readonly key?: string;
}

const PATIENCE_MS = 90_000;
const PAUSE_MS = 400;
const TOKEN_LIFETIME = '12h';

/** The public API at the gateway, as any other client uses it. Waits where it is told to come back later. */
export class Api {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    readonly gateway: string,
    private readonly maker: TokenMaker,
    private readonly signal: AbortSignal,
  ) {}

  /** Calls an operation of the contract. @throws ApiError where it is refused */
  async call<E extends Endpoint>(operation: E, parts: PartsOf<E>, sending: Sending): Promise<AnswerOf<E>> {
    const { params, query, body } = parts as Record<'params' | 'query' | 'body', Record<string, unknown> | undefined>;
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.send(operation.method, pathOf(operation.path, params, query), sending, text, 'application/json') as Promise<
      AnswerOf<E>
    >;
  }

  /** Sends a file as a browser's form does. */
  async upload<E extends Endpoint>(
    operation: E,
    file: { readonly name: string; readonly bytes: Buffer },
    fields: Readonly<Record<string, string>>,
    sending: Sending & { readonly query?: Readonly<Record<string, string>> },
  ): Promise<AnswerOf<E>> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([new Uint8Array(file.bytes)]), file.name);
    return this.send(operation.method, pathOf(operation.path, undefined, sending.query), sending, form) as Promise<AnswerOf<E>>;
  }

  /** Sends a body as a stream of its own media type. */
  async stream<E extends Endpoint>(
    operation: E,
    text: string,
    mediaType: string,
    sending: Sending & { readonly query?: Readonly<Record<string, string>> },
  ): Promise<AnswerOf<E>> {
    const path = pathOf(operation.path, undefined, sending.query);
    return this.send(operation.method, path, sending, text, mediaType) as Promise<AnswerOf<E>>;
  }

  /** A GET that is not one of the contract's operations. */
  get(path: string, as: Account): Promise<unknown> {
    return this.send('GET', path, { as }, undefined);
  }

  /** A GET of an address inside the installation (`/ops/flow` of a service). */
  getFrom(url: string, as: Account): Promise<unknown> {
    return this.sendTo('GET', url, { as }, undefined);
  }

  /** A POST to an address inside the installation (`/ops/tick` of a service). */
  postTo(url: string, as: Account): Promise<unknown> {
    return this.sendTo('POST', url, { as }, undefined);
  }

  private send(
    method: string,
    path: string,
    sending: Sending,
    body: string | FormData | undefined,
    mediaType?: string,
  ): Promise<unknown> {
    return this.sendTo(method, `${this.gateway}/api/v1${path}`, sending, body, mediaType);
  }

  private async sendTo(
    method: string,
    url: string,
    sending: Sending,
    body: string | FormData | undefined,
    mediaType?: string,
  ): Promise<unknown> {
    const what = `${method} ${new URL(url).pathname}`;
    const headers: Record<string, string> = { authorization: `Bearer ${await this.tokenOf(sending.as)}` };
    if (sending.key !== undefined) headers['idempotency-key'] = sending.key;
    if (typeof body === 'string' && mediaType !== undefined) headers['content-type'] = mediaType;
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      this.signal.throwIfAborted();
      const outcome = await this.attempt(url, { method, headers, ...(body === undefined ? {} : { body }) }, what);
      if ('answer' in outcome) return outcome.answer;
      // Only what says so of itself is worth another try: too many requests, a service that restarts, an import that waits.
      if (!outcome.passing || performance.now() > until) throw outcome.error;
      await sleep(PAUSE_MS, undefined, { signal: this.signal });
    }
  }

  private async attempt(
    url: string,
    init: RequestInit,
    what: string,
  ): Promise<{ answer: unknown } | { error: Error; passing: boolean }> {
    let response: Response;
    try {
      response = await fetch(url, { ...init, signal: this.signal });
    } catch (error) {
      this.signal.throwIfAborted();
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { error: new Error(`${what}: ${String(cause)}`, { cause: error }), passing: true };
    }
    const text = await response.text();
    const json: unknown = text === '' || !/json/.test(response.headers.get('content-type') ?? '') ? text : JSON.parse(text);
    if (response.ok) return { answer: json };
    const problem = (typeof json === 'object' && json !== null ? json : {}) as Partial<Problem>;
    const passing = response.status === 429 || response.status === 503 || problem.code === 'import-in-progress';
    return { error: new ApiError(response.status, problem, what), passing };
  }

  private tokenOf(account: Account): Promise<string> {
    const name = `${accountName(account)}@${account.on ?? ''}`;
    const known = this.tokens.get(name) ?? this.maker.sign(account, TOKEN_LIFETIME);
    this.tokens.set(name, known);
    return known;
  }
}

function pathOf(
  path: string,
  params: Readonly<Record<string, unknown>> | undefined,
  query: Readonly<Record<string, unknown>> | undefined,
): string {
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params?.[name])));
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return search === '' ? filled : `${filled}?${search}`;
}
