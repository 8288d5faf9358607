import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  appViolations,
  deploymentsOf,
  type Endpoint,
  kubernetesValidate,
  kustomize,
  type Manifest,
  mayReach,
  parseManifests,
  podViolations,
  ROOT,
  run,
} from '../src';
import { describeWith } from './with-tool';

const SERVICES = [
  'directory',
  'feedback-intake',
  'notification',
  'one-stop',
  'plan-catalog',
  'procedure-publication',
  'reporting',
  'satisfaction-survey',
];
const APPS = [...SERVICES, 'gateway', 'portal'].sort();
const OVERLAYS = ['province', 'district', 'commune'] as const;
/** The oldest Kubernetes the manifests promise to run on, and the newest whose schemas the validator carries. */
const KUBERNETES = ['1.30', '1.37'];

const builder = kustomize();
const validator = kubernetesValidate();

function build(overlay: string): string {
  const { code, output } = run(builder, [join('k8s', 'overlays', overlay)]);
  if (code !== 0) throw new Error(output);
  return output;
}

const pod = (app: string): Endpoint => ({
  namespace: 'thong-suot',
  labels: {
    'app.kubernetes.io/name': app,
    'app.kubernetes.io/part-of': 'thong-suot',
    'app.kubernetes.io/component': SERVICES.includes(app) ? 'service' : app,
  },
});
const outside = (namespace: string, labels: Record<string, string> = {}): Endpoint => ({ namespace, labels });

describeWith('kustomize overlays', [builder], () => {
  const built = new Map<string, Manifest[]>();
  beforeAll(() => {
    for (const overlay of OVERLAYS) built.set(overlay, parseManifests(build(overlay)));
  });
  const manifests = (overlay: string): Manifest[] => built.get(overlay) ?? [];
  const byName = (overlay: string): Map<string, ReturnType<typeof deploymentsOf>[number]> =>
    new Map(deploymentsOf(manifests(overlay)).map((deployment) => [deployment.metadata.name, deployment]));

  describe.each(OVERLAYS)('%s', (overlay) => {
    it('deploys every app of the repository, and nothing else', () => {
      expect([...byName(overlay).keys()].sort()).toEqual(APPS);
      const folders = readdirSync(join(ROOT, 'apps')).filter((name) => existsSync(join(ROOT, 'apps', name, 'package.json')));
      expect(folders.filter((name) => !APPS.includes(name))).toEqual([]);
    });

    it('breaks no rule of the policy', () => {
      expect([...podViolations(manifests(overlay)), ...appViolations(manifests(overlay))]).toEqual([]);
    });

    it('names each object once', () => {
      const names = manifests(overlay).map(({ kind, metadata }) => `${kind}/${metadata.name}`);
      expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    });

    it('gives the gateway an address for every service, on the port that the service opens', () => {
      const config = manifests(overlay).find(
        ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('gateway-env'),
      );
      const upstreams = Object.entries(config?.data ?? {}).filter(([key]) => key.startsWith('UPSTREAM_'));
      expect(Object.fromEntries(upstreams)).toEqual(
        Object.fromEntries(
          SERVICES.map((name) => [`UPSTREAM_${name.toUpperCase().replaceAll('-', '_')}`, `http://${name}:3000`]),
        ),
      );
    });

    it('lets the gateway reach every service, and no service another', () => {
      const all = manifests(overlay);
      expect(SERVICES.filter((name) => !mayReach(all, pod('gateway'), pod(name), 'http'))).toEqual([]);
      const crossing = SERVICES.flatMap((from) => SERVICES.filter((to) => mayReach(all, pod(from), pod(to), 'http')));
      expect(crossing).toEqual([]);
    });

    it('opens only the gateway and the pages to the ingress controller', () => {
      const open = APPS.filter((app) => mayReach(manifests(overlay), outside('ingress'), pod(app), 'http'));
      expect(open).toEqual(['gateway', 'portal']);
      expect(APPS.filter((app) => mayReach(manifests(overlay), outside('elsewhere'), pod(app), 'http'))).toEqual([]);
    });

    it('lets the services, and them alone, reach Kafka and MongoDB', () => {
      for (const [namespace, port] of [
        ['kafka', 9092],
        ['mongodb', 27017],
      ] as const) {
        expect(APPS.filter((app) => mayReach(manifests(overlay), pod(app), outside(namespace), port))).toEqual(SERVICES);
      }
    });

    it('lets Prometheus read every process that has metrics, and those resolve names and send traces', () => {
      const measured = APPS.filter((app) => app !== 'portal');
      const dns = outside('kube-system', { 'k8s-app': 'kube-dns' });
      expect(APPS.filter((app) => mayReach(manifests(overlay), outside('monitoring'), pod(app), 'http'))).toEqual(measured);
      expect(APPS.filter((app) => mayReach(manifests(overlay), pod(app), dns, 53))).toEqual(measured);
      expect(APPS.filter((app) => mayReach(manifests(overlay), pod(app), outside('monitoring'), 4318))).toEqual(measured);
    });

    it('gives each service a database secret of its own', () => {
      const secrets = SERVICES.map((name) => {
        const entry = byName(overlay)
          .get(name)
          ?.spec.template.spec.containers[0]?.env?.find(({ name: key }) => key === 'MONGODB_URI');
        return entry?.valueFrom;
      });
      expect(secrets).toEqual(SERVICES.map((name) => ({ secretKeyRef: { name: `${name}-mongodb`, key: 'uri' } })));
    });

    it('names its instance, its public address and how often a topic is kept', () => {
      const data = Object.assign({}, ...manifests(overlay).map((manifest) => manifest.data ?? {})) as Record<string, string>;
      expect(data).toMatchObject({
        INSTANCE: overlay,
        PROFILE: 'cluster',
        REPLICATION_FACTOR: overlay === 'province' ? '3' : '1',
        PUBLIC_URL: `https://thutuc.${overlay}.example`,
      });
      const ingress = manifests(overlay).find(({ kind }) => kind === 'Ingress');
      expect(JSON.stringify(ingress?.spec)).toContain(`"host":"thutuc.${overlay}.example"`);
      expect(JSON.stringify(ingress?.spec)).toContain(`"hosts":["thutuc.${overlay}.example"]`);
    });
  });

  it('gives a province more replicas than a district, and a commune one of each', () => {
    const replicas = (overlay: string): (number | undefined)[] => APPS.map((app) => byName(overlay).get(app)?.spec.replicas);
    expect(new Set(replicas('commune'))).toEqual(new Set([1]));
    const sum = (overlay: string): number => replicas(overlay).reduce<number>((total, count) => total + (count ?? 0), 0);
    expect(sum('province')).toBeGreaterThan(sum('district'));
    expect(sum('district')).toBeGreaterThan(sum('commune'));
  });

  it('fits a commune into a node of 4 GB with Kafka, MongoDB and the system beside it', () => {
    const mebibytes = deploymentsOf(manifests('commune')).map(({ spec }) => {
      const memory = spec.template.spec.containers[0]?.resources?.requests?.memory ?? '';
      expect(memory).toMatch(/^\d+Mi$/);
      return parseInt(memory, 10);
    });
    expect(mebibytes.reduce((total, value) => total + value, 0)).toBeLessThanOrEqual(1536);
  });
});

describeWith('schemas of Kubernetes', [builder, validator], () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'overlays-'))));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const validate = (text: string, version: string): ReturnType<typeof run> => {
    const file = join(folder, 'manifests.yaml');
    writeFileSync(file, text);
    return run(validator, ['--strict', '-k', version, file]);
  };

  it.each(OVERLAYS.flatMap((overlay) => KUBERNETES.map((version) => [overlay, version] as const)))(
    '%s is valid on Kubernetes %s',
    (overlay, version) => {
      const { code, output } = validate(build(overlay), version);
      expect(output).not.toMatch(/ERROR/);
      expect(code).toBe(0);
    },
  );

  it('would notice a field that does not exist', () => {
    const broken = build('commune').replace('revisionHistoryLimit', 'revisionHistoryLimits');
    expect(validate(broken, '1.30').code).not.toBe(0);
  });
});
