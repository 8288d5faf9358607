import { type Container, type Deployment, deploymentsOf, type Manifest, selects } from './manifest';

/** One breach of the policy: which object, and what is wrong with it. */
export interface Violation {
  readonly object: string;
  readonly message: string;
}

/** A rule: what must hold, told as the message of its breach. */
type Check<T> = readonly [message: string, holds: (subject: T) => boolean];

const IMAGE = /^[^@\s]+?(?::(?<tag>[\w][\w.-]*))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

function isPinned(image: string): boolean {
  const { tag, digest } = IMAGE.exec(image)?.groups ?? {};
  return digest !== undefined || (tag !== undefined && tag !== 'latest');
}

const CONTAINER_CHECKS: readonly Check<Container>[] = [
  ['its image has neither a digest nor a version (`latest` is none)', ({ image }) => isPinned(image)],
  ['it states no requests for cpu and memory', ({ resources }) => Boolean(resources?.requests?.cpu && resources.requests.memory)],
  ['it states no limits for cpu and memory', ({ resources }) => Boolean(resources?.limits?.cpu && resources.limits.memory)],
  ['its liveness probe is not GET /health/live', (c) => c.livenessProbe?.httpGet?.path === '/health/live'],
  ['its readiness probe is not GET /health/ready', (c) => c.readinessProbe?.httpGet?.path === '/health/ready'],
  ['it has no startup probe', (c) => c.startupProbe?.httpGet !== undefined],
  ['its root file system is writable', (c) => c.securityContext?.readOnlyRootFilesystem === true],
  ['it may gain privileges', (c) => c.securityContext?.allowPrivilegeEscalation === false && !c.securityContext.privileged],
  [
    'it keeps Linux capabilities',
    (c) => c.securityContext?.capabilities?.drop?.includes('ALL') === true && !c.securityContext.capabilities.add?.length,
  ],
  ['it carries a secret as plain text', (c) => !(c.env ?? []).some((entry) => isPlainSecret(entry.name, entry.value))],
];

const POD_CHECKS: readonly Check<Deployment>[] = [
  ['its pods may run as root', ({ spec }) => spec.template.spec.securityContext?.runAsNonRoot === true],
  [
    'its pods lack the RuntimeDefault seccomp profile',
    (d) => d.spec.template.spec.securityContext?.seccompProfile?.type === 'RuntimeDefault',
  ],
  ['its pods get a token for the Kubernetes API', ({ spec }) => spec.template.spec.automountServiceAccountToken === false],
  [
    'its pods share a name space of the node',
    ({ spec: { template } }) => !(template.spec.hostNetwork ?? template.spec.hostPID ?? template.spec.hostIPC),
  ],
  [
    'its pods mount a folder of the node',
    ({ spec }) => !(spec.template.spec.volumes ?? []).some((volume) => 'hostPath' in volume),
  ],
  ['its selector does not pick its own pods', ({ spec }) => selects(spec.selector, spec.template.metadata.labels)],
  [
    'its pods are not spread over nodes by their own labels',
    ({ spec }) =>
      (spec.template.spec.topologySpreadConstraints ?? []).some(
        ({ labelSelector }) =>
          labelSelector?.matchLabels?.['app.kubernetes.io/name'] === spec.template.metadata.labels['app.kubernetes.io/name'],
      ),
  ],
  [
    'its pods lack an app.kubernetes.io label',
    ({ spec }) => ['name', 'component', 'part-of'].every((key) => spec.template.metadata.labels[`app.kubernetes.io/${key}`]),
  ],
];

/** True for a setting whose name or value says that it is secret: those come from a Secret, by reference. */
export function isPlainSecret(name: string, value: string | undefined): boolean {
  return value !== undefined && (/(_KEY|_SECRET|PASSWORD|TOKEN|MONGODB_URI)$/.test(name) || /:\/\/[^/\s]+:[^/\s]+@/.test(value));
}

/** What is wrong with the pods of these manifests, against the restricted pod security standard and our own rules. */
export function podViolations(manifests: readonly Manifest[]): Violation[] {
  return deploymentsOf(manifests).flatMap((deployment) => {
    const name = deployment.metadata.name;
    const { containers, initContainers = [] } = deployment.spec.template.spec;
    return [
      ...breaches(`Deployment/${name}`, POD_CHECKS, deployment),
      ...[...initContainers, ...containers].flatMap((container) =>
        breaches(`Deployment/${name}/${container.name}`, CONTAINER_CHECKS, container),
      ),
    ];
  });
}

function breaches<T>(object: string, checks: readonly Check<T>[], subject: T): Violation[] {
  return checks.filter(([, holds]) => !holds(subject)).map(([message]) => ({ object, message }));
}
