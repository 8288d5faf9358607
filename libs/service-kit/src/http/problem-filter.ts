import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { PROBLEMS, ProblemError, type Problem, type ProblemCode } from '@thongsuot/contracts';
import { isEngineError } from '@thongsuot/mongo-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { throwError } from 'rxjs';

const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'validation-failed',
  401: 'unauthorised',
  403: 'forbidden',
  404: 'not-found',
  413: 'payload-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
  503: 'service-unavailable',
};

/** The problem document of an error (RFC 9457). What we did not foresee is `internal-error` and tells nothing of itself. */
export function problemOf(error: unknown, instance?: string): Problem {
  const details = error instanceof ProblemError ? error : new ProblemError(codeOf(error));
  const { status, title } = PROBLEMS[details.code];
  return {
    type: `https://thongsuot.vn/errors/${details.code}`,
    title: `${title.vi} / ${title.en}`,
    status,
    code: details.code,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(details.errors === undefined ? {} : { errors: [...details.errors] }),
  };
}

function codeOf(error: unknown): ProblemCode {
  if (isEngineError(error)) return 'service-unavailable';
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  return (typeof status === 'number' ? BY_STATUS[status] : undefined) ?? 'internal-error';
}

/** The one mapper from errors to answers; each error is logged once, here. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    // Event handlers' errors go to the strategy, which parks or repeats.
    if (host.getType() !== 'http') return throwError(() => error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const problem = problemOf(error, request.url.split('?')[0]);
    if (problem.status >= 500) this.logger.error({ err: error, code: problem.code, url: problem.instance }, 'request failed');
    if (problem.status === 503 || problem.status === 429) void reply.header('retry-after', '2');
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    return reply.status(problem.status).type('application/problem+json').send(problem);
  }
}
