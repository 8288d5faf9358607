import replyFrom from '@fastify/reply-from';
import { ENDPOINTS, ProblemError, type Endpoint } from '@thongsuot/contracts';
import { ANONYMOUS, problemOf, type Caller, type Tokens } from '@thongsuot/service-kit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayConfig, Upstream } from '../../config/gateway-config';

const JSON_BYTES_MAX = 1024 * 1024;
const FILE_BYTES_MAX = 25 * 1024 * 1024;
/** An import may take this long to be durable; anything else answers far sooner. */
const STREAM_TIMEOUT_MS = 15 * 60_000;
const TIMEOUT_MS = 30_000;

/** Request headers that services may see; anything else stays at the door. */
const FORWARDED = new Set([
  'authorization',
  'accept',
  'accept-language',
  'content-type',
  'content-length',
  'content-encoding',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'traceparent',
  'transfer-encoding',
  'user-agent',
]);

/**
 * Opens one route for every operation of the contract and hands its requests to the owner, bodies as streams. A token is
 * checked here and again by the service; nothing that the contract does not name is reachable.
 */
export async function forwardOperations(fastify: FastifyInstance, config: GatewayConfig, tokens: Tokens): Promise<void> {
  await fastify.register(replyFrom, {
    undici: { connections: 64, pipelining: 1, bodyTimeout: STREAM_TIMEOUT_MS, headersTimeout: STREAM_TIMEOUT_MS },
    disableRequestLogging: true,
  });
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, payload, done) => {
    done(null, payload);
  });
  for (const endpoint of ENDPOINTS) {
    fastify.route({
      method: endpoint.method,
      url: `/api/v1${endpoint.path}`,
      bodyLimit: Number.MAX_SAFE_INTEGER,
      handler: async (request, reply) => {
        try {
          await admit(endpoint, request, tokens);
          assertSize(endpoint, request);
          return await handOver(endpoint, config, request, reply);
        } catch (error) {
          return refuse(error, request, reply);
        }
      },
    });
  }
}

async function admit(endpoint: Endpoint, request: FastifyRequest, tokens: Tokens): Promise<Caller> {
  const header = request.headers.authorization;
  const token = header === undefined ? undefined : /^Bearer (\S+)$/.exec(header)?.[1];
  if (header !== undefined && token === undefined) throw new ProblemError('unauthorised');
  const caller = token === undefined ? ANONYMOUS : await tokens.verify(token);
  if (endpoint.access.public) return caller;
  if (caller.role === null) throw new ProblemError('unauthorised');
  if (!endpoint.access.roles.includes(caller.role)) throw new ProblemError('forbidden');
  return caller;
}

function assertSize(endpoint: Endpoint, request: FastifyRequest): void {
  if (endpoint.bodyKind === 'stream') return;
  const bytes = Number(request.headers['content-length'] ?? 0);
  const carriesFile = endpoint.bodyKind === 'multipart' || endpoint.bodyKind === 'file-or-json';
  if (bytes > (carriesFile ? FILE_BYTES_MAX : JSON_BYTES_MAX)) throw new ProblemError('payload-too-large');
}

function handOver(endpoint: Endpoint, config: GatewayConfig, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const base = config.upstreams[endpoint.service as Upstream];
  return reply.from(`${base}${request.url}`, {
    timeout: endpoint.bodyKind === 'stream' ? STREAM_TIMEOUT_MS : TIMEOUT_MS,
    rewriteRequestHeaders: (_original, headers) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => FORWARDED.has(name.toLowerCase()))),
    onError: (failed) => {
      const { vi, en } = endpoint.summary;
      const detail = `${endpoint.service} chưa trả lời (${vi}) / ${endpoint.service} does not answer (${en})`;
      refuse(new ProblemError('service-unavailable', { detail }), request, failed as unknown as FastifyReply);
    },
  });
}

/** Answers an error as a problem document. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error, request.url.split('?')[0]);
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503 || problem.status === 429) void reply.header('retry-after', '2');
  return reply.status(problem.status).type('application/problem+json').send(problem);
}
