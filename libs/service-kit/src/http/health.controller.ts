import { Controller, Get, Header, Inject, SetMetadata } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  type HealthCheckResult,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Kit, type Running } from '../kit';
import { INTERNAL_ACCESS } from './auth-guard';
import { RUNNING } from './ops.controller';

/** Probes and metrics, outside the contract and without a token. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly kit: Kit,
    @Inject(RUNNING) private readonly running: Running,
  ) {}

  /** 503 when this process should be replaced: its consumer crashed or stands still without an engine to blame. */
  @Get('health/live')
  @SetMetadata(INTERNAL_ACCESS, 'public')
  @HealthCheck()
  live(): Promise<HealthCheckResult> {
    return this.health.check([() => this.consumer('live')]);
  }

  /**
   * 503 while requests should go elsewhere: the store or the log is out of reach. A partition stopped by a gap is told and no
   * more: what was applied stays readable, and the figures say how old they are.
   */
  @Get('health/ready')
  @SetMetadata(INTERNAL_ACCESS, 'public')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check([() => this.store(), () => this.consumer('ready')]);
  }

  @Get('metrics')
  @SetMetadata(INTERNAL_ACCESS, 'public')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  metrics(): Promise<string> {
    return this.kit.registry.metrics();
  }

  private async store(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('store');
    try {
      await this.kit.store.db.command({ ping: 1 }, { timeoutMS: 2000 });
      return indicator.up();
    } catch {
      return indicator.down({ reason: 'the store does not answer' });
    }
  }

  private consumer(aspect: 'live' | 'ready'): HealthIndicatorResult {
    const indicator = this.indicators.check('consumer');
    const health = this.running.consumer?.health();
    if (!health) return indicator.up();
    const { gaps } = health;
    return health[aspect]
      ? indicator.up(gaps.length === 0 ? {} : { gaps: [...gaps] })
      : indicator.down({ reasons: health.reasons, sinceProgressSeconds: health.sinceProgressSeconds });
  }
}
