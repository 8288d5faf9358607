import { type Labels, networkPoliciesOf, type Manifest, type NetworkPolicy, type Peer, type Rule, selects } from './manifest';

/** One end of a connection: a pod, by the labels the policies see. */
export interface Endpoint {
  /** Name of its namespace. */
  readonly namespace: string;
  readonly labels: Labels;
}

/**
 * Whether the network policies let `from` open a TCP or UDP connection to `port` of `to`, as Kubernetes defines it: a pod that
 * some policy selects for a direction may do only what one of those policies lists; policies add up.
 * @param port the port's number, or the name its container gives it
 */
export function mayReach(manifests: readonly Manifest[], from: Endpoint, to: Endpoint, port: string | number): boolean {
  const policies = networkPoliciesOf(manifests);
  return allows(policies, 'Egress', from, to, port) && allows(policies, 'Ingress', to, from, port);
}

function allows(
  policies: readonly NetworkPolicy[],
  type: 'Ingress' | 'Egress',
  self: Endpoint,
  other: Endpoint,
  port: string | number,
): boolean {
  const mine = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === self.namespace &&
      spec.policyTypes?.includes(type) === true &&
      selects(spec.podSelector, self.labels),
  );
  const rules = mine.flatMap(({ spec }) => (type === 'Ingress' ? spec.ingress : spec.egress) ?? []);
  return mine.length === 0 || rules.some((rule) => covers(rule, self, other, port));
}

function covers(rule: Rule, self: Endpoint, other: Endpoint, port: string | number): boolean {
  const peers = rule.from ?? rule.to ?? [];
  const portMatches = !rule.ports?.length || rule.ports.some((open) => open.port === port);
  return portMatches && (peers.length === 0 || peers.some((peer) => isPeer(peer, self, other)));
}

function isPeer({ podSelector, namespaceSelector }: Peer, self: Endpoint, other: Endpoint): boolean {
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, { 'kubernetes.io/metadata.name': other.namespace })
    : other.namespace === self.namespace;
  return inNamespace && (podSelector === undefined || selects(podSelector, other.labels));
}
