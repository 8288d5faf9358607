import {
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { ProblemError, type Endpoint, type InputOf, type ProblemItem } from '@thongsuot/contracts';
import { hashOf, type CommandKey } from '@thongsuot/mongo-store';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ANONYMOUS, type Caller } from '../auth/caller';

/** Metadata key of the operation that a controller method handles. */
export const ENDPOINT = Symbol('endpoint');

/** A request once the guard has looked at it. */
export type KitRequest = FastifyRequest & { caller?: Caller; endpoint?: Endpoint };

/** Makes a controller method handle one operation of the contract: its method, path, rule and status. */
export function Handles(endpoint: Endpoint): MethodDecorator {
  return applyDecorators(
    RequestMapping({ method: RequestMethod[endpoint.method], path: `/api/v1${endpoint.path}` }),
    HttpCode(endpoint.status ?? 200),
    SetMetadata(ENDPOINT, endpoint),
  );
}

/** Parameter: the validated parts of the request, typed by {@link InputOf}. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext): InputOf<Endpoint> => {
  const request = context.switchToHttp().getRequest<KitRequest>();
  const { endpoint } = request;
  if (!endpoint) throw new ProblemError('forbidden');
  const errors: ProblemItem[] = [];
  const parse = (part: string, schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const result = schema.safeParse(value);
    if (result.success) return result.data;
    errors.push(...result.error.issues.map((issue) => itemOf(part, issue)));
    return undefined;
  };
  const params = parse('params', endpoint.params, request.params);
  const query = parse('query', endpoint.query, request.query);
  const isJson = endpoint.bodyKind === 'json' || (endpoint.bodyKind === 'file-or-json' && !request.isMultipart());
  const body = isJson ? parse('', endpoint.body, request.body) : undefined;
  if (errors.length > 0) throw new ProblemError('validation-failed', { errors });
  return { params, query, body };
});

/** Parameter: who sends the request. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  return context.switchToHttp().getRequest<KitRequest>().caller ?? ANONYMOUS;
});

/** Parameter: the command's key, from `Idempotency-Key`; null where the client sent none. */
export const Key = createParamDecorator((_: unknown, context: ExecutionContext): CommandKey | null => {
  const request = context.switchToHttp().getRequest<KitRequest>();
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || key === '') return null;
  if (key.length > 200)
    throw new ProblemError('validation-failed', {
      errors: [{ pointer: '/headers/idempotency-key', code: 'too-long', message: 'tối đa 200 ký tự / 200 characters at most' }],
    });
  // Streams are read later and only once: such a command is told apart by its caller, route and key.
  const kind = request.endpoint?.bodyKind;
  const isJson = kind === 'json' || (kind === 'file-or-json' && !request.isMultipart());
  const body = isJson ? JSON.stringify(request.body ?? null) : '';
  return {
    caller: request.caller?.subject ?? ANONYMOUS.subject,
    route: `${request.method} ${request.url}`,
    key,
    bodyHash: hashOf(body),
  };
});

/** Parameter: the request itself, for bodies that are read as a stream. */
export const Raw = createParamDecorator((_: unknown, context: ExecutionContext): KitRequest =>
  context.switchToHttp().getRequest<KitRequest>(),
);

function itemOf(part: string, issue: z.core.$ZodIssue): ProblemItem {
  const pointer = `${part === '' ? '' : `/${part}`}/${issue.path.map(String).join('/')}`;
  const custom = issue.code === 'custom' ? issue.message : issue.code.replaceAll('_', '-');
  return { pointer, code: custom, message: `Giá trị không hợp lệ: ${issue.message} / Invalid value: ${issue.message}` };
}

/**
 * Checks `If-Match` against the revision of what is to be changed.
 * @throws ProblemError `precondition-required` without the header, `precondition-failed` where the revision moved on
 */
export function assertIfMatch(request: KitRequest, revision: number): void {
  const given = request.headers['if-match'];
  if (given === undefined) throw new ProblemError('precondition-required');
  if (given !== '*' && given.replaceAll(/^W\/|"/g, '') !== String(revision)) throw new ProblemError('precondition-failed');
}
