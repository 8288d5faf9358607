import {
  deploymentsOf,
  type Deployment,
  type Labels,
  type Manifest,
  networkPoliciesOf,
  type Selector,
  selects,
} from './manifest';
import { isPlainSecret, type Violation } from './pod-policy';

interface DisruptionBudget extends Manifest {
  readonly spec: { readonly selector: Selector; readonly maxUnavailable?: number; readonly minAvailable?: number };
}
interface Service extends Manifest {
  readonly spec: { readonly selector: Labels; readonly ports: readonly { readonly targetPort?: string | number }[] };
}

/** What is wrong with the objects around the pods: every app needs its service, account, budget and network policy. */
export function appViolations(manifests: readonly Manifest[]): Violation[] {
  return [
    ...deploymentsOf(manifests).flatMap((deployment) =>
      missingCompanions(deployment, manifests).map((message) => ({ object: `Deployment/${deployment.metadata.name}`, message })),
    ),
    ...clusterViolations(manifests),
  ];
}

function missingCompanions(deployment: Deployment, manifests: readonly Manifest[]): string[] {
  const { template, replicas = 1 } = deployment.spec;
  const labels = template.metadata.labels;
  const of = <T extends Manifest>(kind: string): T[] => manifests.filter((manifest): manifest is T => manifest.kind === kind);
  const services = of<Service>('Service').filter(({ spec }) => selects({ matchLabels: spec.selector }, labels));
  const ports = template.spec.containers
    .flatMap((container) => container.ports ?? [])
    .flatMap((port) => [port.name, port.containerPort]);
  const budgets = of<DisruptionBudget>('PodDisruptionBudget').filter(({ spec }) => selects(spec.selector, labels));
  const policies = networkPoliciesOf(manifests).filter(
    ({ spec }) => Object.keys(spec.podSelector).length > 0 && selects(spec.podSelector, labels),
  );
  const account = template.spec.serviceAccountName;
  const checks: [string, boolean][] = [
    ['exactly one Service must select its pods', services.length === 1],
    [
      'a Service points to a port that no container opens',
      services.every(({ spec }) => spec.ports.every((p) => ports.includes(p.targetPort))),
    ],
    ['it must run under a ServiceAccount of its own', of('ServiceAccount').some(({ metadata }) => metadata.name === account)],
    ['exactly one PodDisruptionBudget must select its pods', budgets.length === 1],
    ['its PodDisruptionBudget lets no pod go, so a node cannot be drained', budgets.every(({ spec }) => letsGo(spec, replicas))],
    ['a NetworkPolicy for Ingress and Egress must select its pods', policies.some(({ spec }) => coversBoth(spec.policyTypes))],
  ];
  return checks.filter(([, holds]) => !holds).map(([message]) => message);
}

function letsGo({ maxUnavailable, minAvailable }: DisruptionBudget['spec'], replicas: number): boolean {
  return maxUnavailable !== undefined ? maxUnavailable >= 1 : minAvailable !== undefined && minAvailable < replicas;
}

function coversBoth(types: readonly string[] = []): boolean {
  return types.includes('Ingress') && types.includes('Egress');
}

function clusterViolations(manifests: readonly Manifest[]): Violation[] {
  const found: Violation[] = [];
  const policies = networkPoliciesOf(manifests);
  const isDefaultDeny = ({ spec }: (typeof policies)[number]): boolean =>
    Object.keys(spec.podSelector).length === 0 && coversBoth(spec.policyTypes) && !spec.ingress?.length && !spec.egress?.length;
  if (!policies.some(isDefaultDeny)) found.push({ object: 'NetworkPolicy', message: 'none denies by default' });
  for (const { metadata, spec } of policies) {
    const open = [...(spec.ingress ?? []).map((rule) => rule.from), ...(spec.egress ?? []).map((rule) => rule.to)].some(
      (peers) => !peers?.length,
    );
    if (open) found.push({ object: `NetworkPolicy/${metadata.name}`, message: 'a rule without peers is open to everybody' });
  }
  for (const { kind, metadata, data } of manifests) {
    const object = `${kind}/${metadata.name}`;
    if (kind === 'Secret') found.push({ object, message: 'secrets are made in the cluster, never carried here' });
    if (kind !== 'Namespace' && metadata.namespace === undefined) found.push({ object, message: 'it names no namespace' });
    if (metadata.labels?.['app.kubernetes.io/part-of'] === undefined)
      found.push({ object, message: 'it lacks app.kubernetes.io/part-of' });
    if (Object.entries(data ?? {}).some(([key, value]) => isPlainSecret(key, value))) {
      found.push({ object, message: 'it carries a secret as plain text' });
    }
  }
  return found;
}
