/** DI token of the gateway's configuration. */
export const GATEWAY_CONFIG = Symbol('gateway-config');
