import { appViolations } from './app-policy';
import { GOOD_APP } from './good-app.fixture';
import { parseManifests } from './manifest';
import { podViolations } from './pod-policy';

/** Messages about the good app after replacing one text by another. */
function messages(from: string, to: string): string[] {
  expect(GOOD_APP).toContain(from);
  const manifests = parseManifests(GOOD_APP.replace(from, to));
  return [...podViolations(manifests), ...appViolations(manifests)].map((violation) => violation.message);
}

it('finds nothing wrong with the good app', () => {
  expect(messages('demo/survey:0.1.0', 'demo/survey:0.1.0')).toEqual([]);
});

it('accepts an image by digest, on a registry with a port', () => {
  expect(messages('demo/survey:0.1.0', `registry.example:5000/demo/survey@sha256:${'a'.repeat(64)}`)).toEqual([]);
});

it.each([
  ['latest', 'demo/survey:0.1.0', 'demo/survey:latest', 'its image has neither a digest nor a version (`latest` is none)'],
  ['no version', 'demo/survey:0.1.0', 'demo/survey', 'its image has neither a digest nor a version (`latest` is none)'],
  ['no requests', 'requests: { cpu: 1m, memory: 1Mi }, ', '', 'it states no requests for cpu and memory'],
  ['no memory limit', 'limits: { cpu: 2m, memory: 2Mi }', 'limits: { cpu: 2m }', 'it states no limits for cpu and memory'],
  [
    'another live path',
    'livenessProbe: { httpGet: { path: /health/live',
    'livenessProbe: { httpGet: { path: /',
    'its liveness probe is not GET /health/live',
  ],
  ['no readiness', 'readinessProbe', 'ignored', 'its readiness probe is not GET /health/ready'],
  ['no startup', 'startupProbe', 'ignored', 'it has no startup probe'],
  ['a writable root', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'its root file system is writable'],
  ['escalation', 'allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true', 'it may gain privileges'],
  [
    'privileged',
    'allowPrivilegeEscalation: false',
    'allowPrivilegeEscalation: false, privileged: true',
    'it may gain privileges',
  ],
  ['capabilities', 'drop: [ALL]', 'drop: [NET_RAW]', 'it keeps Linux capabilities'],
  ['an added capability', 'drop: [ALL]', 'drop: [ALL], add: [NET_ADMIN]', 'it keeps Linux capabilities'],
  ['a plain key', 'valueFrom: { secretKeyRef: { name: token, key: key } }', 'value: abc', 'it carries a secret as plain text'],
  ['root', 'runAsNonRoot: true, ', '', 'its pods may run as root'],
  ['no seccomp', 'type: RuntimeDefault', 'type: Unconfined', 'its pods lack the RuntimeDefault seccomp profile'],
  [
    'an API token',
    'automountServiceAccountToken: false',
    'automountServiceAccountToken: true',
    'its pods get a token for the Kubernetes API',
  ],
  [
    'the host network',
    '      serviceAccountName',
    '      hostNetwork: true\n      serviceAccountName',
    'its pods share a name space of the node',
  ],
  ['a host folder', 'emptyDir: {}', 'hostPath: { path: / }', 'its pods mount a folder of the node'],
  ['no spread', 'topologySpreadConstraints', 'ignored', 'its pods are not spread over nodes by their own labels'],
  ['no component label', 'app.kubernetes.io/component: service, ', '', 'its pods lack an app.kubernetes.io label'],
  [
    'no service',
    'selector: { app.kubernetes.io/name: survey }',
    'selector: { app.kubernetes.io/name: x }',
    'exactly one Service must select its pods',
  ],
  ['a closed port', 'targetPort: http', 'targetPort: https', 'a Service points to a port that no container opens'],
  [
    'a foreign account',
    'serviceAccountName: survey',
    'serviceAccountName: default',
    'it must run under a ServiceAccount of its own',
  ],
  ['no budget', 'kind: PodDisruptionBudget', 'kind: ConfigMap', 'exactly one PodDisruptionBudget must select its pods'],
  [
    'a budget of 0',
    'maxUnavailable: 1',
    'maxUnavailable: 0',
    'its PodDisruptionBudget lets no pod go, so a node cannot be drained',
  ],
  [
    'a budget of all',
    'maxUnavailable: 1',
    'minAvailable: 2',
    'its PodDisruptionBudget lets no pod go, so a node cannot be drained',
  ],
  [
    'no policy',
    'podSelector: { matchLabels: { app.kubernetes.io/name: survey } }',
    'podSelector: { matchLabels: { a: b } }',
    'a NetworkPolicy for Ingress and Egress must select its pods',
  ],
  [
    'no default deny',
    'podSelector: {}\n  policyTypes: [Ingress, Egress]',
    'podSelector: {}\n  policyTypes: [Ingress]',
    'none denies by default',
  ],
  [
    'an open rule',
    'from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: door } } }]',
    'from: []',
    'a rule without peers is open to everybody',
  ],
  [
    'a Secret',
    'kind: ServiceAccount\nmetadata: { name: survey',
    'kind: Secret\nmetadata: { name: survey',
    'secrets are made in the cluster, never carried here',
  ],
  ['no namespace', 'name: default-deny, namespace: demo', 'name: default-deny', 'it names no namespace'],
  [
    'no part-of',
    'name: default-deny, namespace: demo, labels: { app.kubernetes.io/part-of: demo }',
    'name: default-deny, namespace: demo',
    'it lacks app.kubernetes.io/part-of',
  ],
])('objects to %s', (_breach, from, to, message) => {
  expect(messages(from, to)).toContain(message);
});

it('objects to a password inside a ConfigMap', () => {
  const config = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }\n`;
  const found = (data: string): string[] =>
    appViolations(parseManifests(`${GOOD_APP}---\n${config}data: { ${data} }`)).map((violation) => violation.message);
  expect(found('STORE: "mongodb://user:word@store/db"')).toEqual(['it carries a secret as plain text']);
  expect(found('STORE: "mongodb://store/db"')).toEqual([]);
});

it('reports a document that is not YAML instead of judging half of it', () => {
  expect(() => parseManifests('a: [1')).toThrow();
});
