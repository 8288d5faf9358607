import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ProblemError, type Endpoint, type Role } from '@thongsuot/contracts';
import { ANONYMOUS, type Caller } from '../auth/caller';
import { Tokens } from '../auth/tokens';
import { ENDPOINT, type KitRequest } from './handles';

/** Metadata key of routes outside the contract: `public` (health, metrics) or `administrator` (ops). */
export const INTERNAL_ACCESS = Symbol('internal-access');

/** Lets no request pass but by the rule of its route; a route without one is closed. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<KitRequest>();
    const endpoint = this.reflector.get<Endpoint | undefined>(ENDPOINT, context.getHandler());
    const internal = this.reflector.get<'public' | 'administrator' | undefined>(INTERNAL_ACCESS, context.getHandler());
    if (internal === 'public') return true;
    const caller = await this.callerOf(request);
    request.caller = caller;
    if (endpoint) request.endpoint = endpoint;
    if (endpoint?.access.public) return true;
    const roles: readonly Role[] = endpoint?.access.roles ?? (internal === 'administrator' ? ['administrator'] : []);
    if (caller.role === null) throw new ProblemError('unauthorised');
    if (!roles.includes(caller.role)) throw new ProblemError('forbidden');
    return true;
  }

  private async callerOf(request: KitRequest): Promise<Caller> {
    const header = request.headers.authorization;
    if (header === undefined) return ANONYMOUS;
    const token = /^Bearer (\S+)$/.exec(header)?.[1];
    if (token === undefined) throw new ProblemError('unauthorised');
    return this.tokens.verify(token);
  }
}
