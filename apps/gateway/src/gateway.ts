import 'reflect-metadata';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import { Module, type DynamicModule, type INestApplication } from '@nestjs/common';
import { APP_FILTER, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { ProblemError } from '@thongsuot/contracts';
import { NestLogger, ProblemFilter, Tokens, measureRequests, serviceLogger, serviceRegistry } from '@thongsuot/service-kit';
import { Registry } from 'prom-client';
import { forwardOperations } from './adapters/http/forward';
import { servePages } from './adapters/http/pages';
import { SystemController } from './adapters/http/system.controller';
import { gatewayConfig, type GatewayConfig } from './config/gateway-config';
import { GATEWAY_CONFIG } from './config/tokens';

const DRAIN_MS = 2000;

@Module({})
class GatewayModule {}

/** A gateway that is up. */
export interface RunningGateway {
  readonly app: INestApplication;
  readonly url: string;
  close(): Promise<void>;
}

/** Brings the public door up. It keeps no state, so any number may run. */
export async function startGateway(env: NodeJS.ProcessEnv): Promise<RunningGateway> {
  const config = gatewayConfig(env);
  const logger = serviceLogger('gateway', config.LOG_LEVEL);
  const registry = serviceRegistry('gateway');
  const tokens = new Tokens(config.TOKEN_KEY);
  const app = await NestFactory.create<NestFastifyApplication>(
    moduleOf(config, tokens, registry, new ProblemFilter(logger)),
    new FastifyAdapter({ trustProxy: true, forceCloseConnections: 'idle' }),
    {
      logger: new NestLogger(logger),
      abortOnError: false,
    },
  );
  const fastify = app.getHttpAdapter().getInstance();
  measureRequests(fastify, registry, 'gateway');
  await app.register(helmet, {
    contentSecurityPolicy: {
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        styleSrc: ["'self'"],
        scriptSrc: ["'self'"],
        connectSrc: ["'self'"],
        upgradeInsecureRequests: null,
      },
    },
    // Swagger UI and the portal are reached over plain HTTP on a laptop; the ingress adds HSTS.
    hsts: false,
  });
  await app.register(rateLimit, {
    max: config.REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    // Callers with a token are limited by their services; probes must never be.
    allowList: (request) => request.headers.authorization !== undefined || request.url.startsWith('/health'),
    errorResponseBuilder: () => new ProblemError('too-many-requests'),
  });
  await forwardOperations(fastify, config, tokens);
  await servePages(fastify, config.PORTAL_DIR);
  await app.listen(config.PORT, config.HOST);
  const url = (await app.getUrl()).replace('0.0.0.0', '127.0.0.1').replace('[::1]', '127.0.0.1');
  logger.info({ url }, 'ready');
  const close = async (): Promise<void> => {
    // Requests in hand may end; connections whose client keeps silent are cut.
    const cut = setTimeout(() => {
      fastify.server.closeAllConnections();
    }, DRAIN_MS);
    await app.close();
    clearTimeout(cut);
  };
  return { app, url, close };
}

function moduleOf(config: GatewayConfig, tokens: Tokens, registry: Registry, filter: ProblemFilter): DynamicModule {
  return {
    module: GatewayModule,
    controllers: [SystemController],
    providers: [
      { provide: GATEWAY_CONFIG, useValue: config },
      { provide: Tokens, useValue: tokens },
      { provide: Registry, useValue: registry },
      { provide: APP_FILTER, useValue: filter },
    ],
  };
}
