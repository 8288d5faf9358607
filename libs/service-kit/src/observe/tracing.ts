import { context, propagation, trace, type Context } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK, resources } from '@opentelemetry/sdk-node';
import type { FastifyInstance } from 'fastify';

/** Starts tracing where an endpoint is given; answers how to end it. */
export function startTracing(service: string, endpoint: string | undefined): () => Promise<void> {
  if (!endpoint) return () => Promise.resolve();
  const sdk = new NodeSDK({
    resource: resources.resourceFromAttributes({ 'service.name': `thongsuot-${service}` }),
    traceExporter: new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` }),
  });
  sdk.start();
  return () => sdk.shutdown();
}

/** W3C trace context of what runs now, for the events it publishes. */
export function activeTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier['traceparent'];
}

/** One span a request, child of the caller's. */
export function traceRequests(fastify: FastifyInstance, service: string): void {
  const tracer = trace.getTracer('thongsuot');
  fastify.addHook('onRequest', (request, reply, done) => {
    const parent: Context = propagation.extract(context.active(), request.headers);
    const span = tracer.startSpan(`${request.method} ${request.routeOptions.url ?? ''}`, { attributes: { service } }, parent);
    reply.raw.once('finish', () => {
      span.setAttribute('http.response.status_code', reply.statusCode);
      span.end();
    });
    context.with(trace.setSpan(parent, span), done);
  });
}
