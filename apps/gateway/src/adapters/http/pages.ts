import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { absolutePath as swaggerAssets } from 'swagger-ui-dist';

const DOCS_PAGE = `<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><title>Thông Suốt: API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
`;

const DOCS_SCRIPT = `window.ui = SwaggerUIBundle({ url: '/api/v1/openapi.json', dom_id: '#swagger-ui', persistAuthorization: true });
`;

/** Serves Swagger UI at /docs and, where it is built, the portal at /. */
export async function servePages(fastify: FastifyInstance, portalDir: string | undefined): Promise<void> {
  await fastify.register(fastifyStatic, {
    root: swaggerAssets(),
    prefix: '/docs/assets/',
    decorateReply: portalDir === undefined,
    index: false,
  });
  fastify.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(DOCS_PAGE));
  fastify.get('/docs/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(DOCS_SCRIPT));
  if (portalDir === undefined || !existsSync(join(portalDir, 'index.html'))) return;
  await fastify.register(fastifyStatic, { root: portalDir, prefix: '/', wildcard: false, index: 'index.html' });
  // Pages of the portal are routes of its own: every path that is not a file gets the same start page.
  fastify.get('/*', (_request, reply) => reply.sendFile('index.html'));
}
