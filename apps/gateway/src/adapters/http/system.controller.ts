import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import { ENDPOINTS, ProblemError } from '@thongsuot/contracts';
import { Tokens } from '@thongsuot/service-kit';
import type { FastifyRequest } from 'fastify';
import { Registry } from 'prom-client';
import { GATEWAY_CONFIG } from '../../config/tokens';
import { UPSTREAMS, type GatewayConfig } from '../../config/gateway-config';
import { openApiOf, type JsonObject } from '../../domain/openapi';
import { consistencyOf, type Consistency, type ServiceStatement } from '../../features/prove-consistency/consistency';

/** Counts go over all that a service has stored; on a laptop's store that takes its time. */
const STATEMENT_TIMEOUT_MS = 30_000;

/** What the gateway answers itself. */
@Controller()
export class SystemController {
  private document: JsonObject | undefined;

  constructor(
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    private readonly tokens: Tokens,
    private readonly registry: Registry,
  ) {}

  @Get('api/v1/openapi.json')
  openApi(): JsonObject {
    return (this.document ??= openApiOf(ENDPOINTS, '0.1.0'));
  }

  /** Every service's counts, numbers and parked events beside the roll-up's; for administrators and leaders. */
  @Get('api/v1/consistency')
  async consistency(@Req() request: FastifyRequest): Promise<Consistency> {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (token === undefined) throw new ProblemError('unauthorised');
    const caller = await this.tokens.verify(token);
    if (caller.role !== 'administrator' && caller.role !== 'leader') throw new ProblemError('forbidden');
    const inside = await this.tokens.sign({ subject: 'gateway', role: 'administrator' }, '1m');
    const statements = await Promise.all(
      Object.keys(UPSTREAMS).map((service) => this.ask(service as keyof typeof UPSTREAMS, inside)),
    );
    return consistencyOf(statements);
  }

  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready as soon as it listens: a service that is down takes its own answers with it, not the gateway's. */
  @Get('health/ready')
  ready(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  private async ask(
    service: keyof typeof UPSTREAMS,
    token: string,
  ): Promise<ServiceStatement | { service: string; unavailable: true }> {
    try {
      const response = await fetch(`${this.config.upstreams[service]}/ops/consistency`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(STATEMENT_TIMEOUT_MS),
      });
      if (!response.ok) return { service, unavailable: true };
      return (await response.json()) as ServiceStatement;
    } catch {
      return { service, unavailable: true };
    }
  }
}
