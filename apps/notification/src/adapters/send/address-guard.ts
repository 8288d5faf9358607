import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

/** An address that a webhook may be sent to: looked up once, checked, and connected to as it was checked. */
export interface PinnedAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Why an address is not gone to. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

type Lookup = (host: string) => Promise<readonly { readonly address: string }[]>;

const lookupAll: Lookup = (host) => lookup(host, { all: true, verbatim: true });

/**
 * Keeps webhooks out of private networks: the name is resolved here, every address of it must be a public one (or lie in a
 * network that the configuration allows), and the connection goes to the very address that was checked.
 */
export class AddressGuard {
  private readonly allowed: readonly [ipaddr.IPv4 | ipaddr.IPv6, number][];

  constructor(
    allowedNetworks: readonly string[],
    private readonly find: Lookup = lookupAll,
  ) {
    this.allowed = allowedNetworks.map((network) => ipaddr.parseCIDR(network));
  }

  /** @throws AddressRefused naming why, never where */
  async pin(url: URL): Promise<PinnedAddress> {
    assertFetchable(url);
    const host = url.hostname.replace(/^\[|\]$/gu, '');
    const found = ipaddr.isValid(host) ? [{ address: host }] : await this.find(host);
    const addresses = found.map(({ address }) => ipaddr.process(address));
    const [first] = addresses;
    if (first === undefined) throw new AddressRefused('no-address');
    for (const address of addresses) {
      if (this.isAllowed(address)) continue;
      if (address.range() !== 'unicast') throw new AddressRefused('private-network');
      if (url.protocol !== 'https:') throw new AddressRefused('https-required');
    }
    return { address: first.toString(), family: first.kind() === 'ipv4' ? 4 : 6 };
  }

  private isAllowed(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
    return this.allowed.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
  }
}

/** @throws AddressRefused */
function assertFetchable(url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw new AddressRefused('https-required');
  if (url.username !== '' || url.password !== '') throw new AddressRefused('credentials-in-url');
}
