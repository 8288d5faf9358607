import { parseAllDocuments } from 'yaml';

/** What the checks read of a Kubernetes object; the schema check of the integration tests covers the rest. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly [key: string]: unknown;
  };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

/** Labels of an object, or the `matchLabels` of a selector. */
export type Labels = Readonly<Record<string, string>>;

/** A label selector: empty selects everything. */
export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

/** A container as far as the policy cares. */
export interface Container {
  readonly name: string;
  readonly image: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly resources?: { readonly requests?: Labels; readonly limits?: Labels };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly privileged?: boolean;
    readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  };
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly startupProbe?: Probe;
}

interface Probe {
  readonly httpGet?: { readonly path?: string; readonly port?: string | number };
}

/** A Deployment as far as the policy cares. */
export interface Deployment extends Manifest {
  readonly spec: {
    readonly replicas?: number;
    readonly selector: Selector;
    readonly template: {
      readonly metadata: { readonly labels: Labels };
      readonly spec: {
        readonly serviceAccountName?: string;
        readonly automountServiceAccountToken?: boolean;
        readonly hostNetwork?: boolean;
        readonly hostPID?: boolean;
        readonly hostIPC?: boolean;
        readonly securityContext?: { readonly runAsNonRoot?: boolean; readonly seccompProfile?: { readonly type?: string } };
        readonly topologySpreadConstraints?: readonly { readonly labelSelector?: Selector }[];
        readonly initContainers?: readonly Container[];
        readonly containers: readonly Container[];
        readonly volumes?: readonly Readonly<Record<string, unknown>>[];
      };
    };
  };
}

/** A peer in a rule of a network policy. */
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: unknown;
}

/** One rule of a network policy; a missing `from`/`to` means anybody. */
export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: string | number; readonly protocol?: string }[];
}

/** A NetworkPolicy as far as the checks care. */
export interface NetworkPolicy extends Manifest {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/**
 * Reads a stream of YAML documents.
 * @throws Error with the parser's first message when a document is not valid YAML.
 */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw error;
    return document.toJS() as Manifest;
  });
}

/** True when the selector picks an object with these labels. */
export function selects(selector: Selector, labels: Labels): boolean {
  const byLabel = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return byLabel && (selector.matchExpressions ?? []).every((expression) => holds(expression, labels[expression.key]));
}

function holds({ operator, values = [] }: { operator: string; values?: readonly string[] }, value: string | undefined): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      throw new Error(`Unknown operator of a selector: ${operator}`);
  }
}

/** The Deployments among the manifests. */
export function deploymentsOf(manifests: readonly Manifest[]): Deployment[] {
  return manifests.filter((manifest): manifest is Deployment => manifest.kind === 'Deployment');
}

/** The NetworkPolicies among the manifests. */
export function networkPoliciesOf(manifests: readonly Manifest[]): NetworkPolicy[] {
  return manifests.filter((manifest): manifest is NetworkPolicy => manifest.kind === 'NetworkPolicy');
}
