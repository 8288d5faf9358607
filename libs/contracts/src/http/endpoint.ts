import type { z } from 'zod';

/** A text in both languages of the system, Vietnamese first. */
export interface Bilingual {
  readonly vi: string;
  readonly en: string;
}

/** The applications that own an HTTP surface behind the gateway. */
export type ServiceName =
  | 'directory'
  | 'plan-catalog'
  | 'procedure-publication'
  | 'one-stop'
  | 'feedback-intake'
  | 'satisfaction-survey'
  | 'reporting'
  | 'notification'
  | 'gateway';

/** Who a bearer token may speak for. An officer's or leader's sight is their unit's subtree. */
export type Role = 'administrator' | 'leader' | 'officer' | 'portal';

/** The rule of a route. There is no default: a route without one does not compile, nor start. */
export type Access =
  { readonly public: true; readonly roles?: never } | { readonly roles: readonly Role[]; readonly public?: never };

/**
 * How a request carries its body. `json` is validated against `body`; `file-or-json` too, unless a form carries a file; the others
 * are read by the handler as a stream.
 */
export type BodyKind = 'none' | 'json' | 'multipart' | 'file-or-json' | 'stream';

/**
 * One operation of the public contract. Controllers, the gateway's routing and the OpenAPI document are all made from
 * it, so the three cannot drift apart. Paths are relative to `/api/v1`, parameters as `:name`.
 */
export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  /** Stable operation id, `service.verbNoun`. */
  readonly id: string;
  readonly service: ServiceName;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly summary: Bilingual;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly bodyKind: BodyKind;
  readonly body?: Body;
  readonly answer: Answer;
  /** Status of success; 200 unless told. */
  readonly status?: number;
  /** Media type of success, or each of those the request may choose from; `application/json` unless told. */
  readonly mediaType?: string | readonly string[];
}

/** Declares an operation and keeps the exact types of its schemas. */
export function endpoint<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Answer extends z.ZodType = z.ZodUnknown,
>(definition: Endpoint<Params, Query, Body, Answer>): Endpoint<Params, Query, Body, Answer> {
  return definition;
}

/** What a handler of an endpoint is given: its validated parts. */
export type InputOf<E extends Endpoint> =
  E extends Endpoint<infer P, infer Q, infer B> ? { params: z.output<P>; query: z.output<Q>; body: z.output<B> } : never;

/** What a handler of an endpoint returns. */
export type AnswerOf<E extends Endpoint> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.input<A> : never;
