import { GOOD_APP } from './good-app.fixture';
import { parseManifests } from './manifest';
import { mayReach } from './reach';

const manifests = parseManifests(GOOD_APP);
const pod = (name: string, namespace = 'demo'): { namespace: string; labels: Record<string, string> } => ({
  namespace,
  labels: { 'app.kubernetes.io/name': name },
});

describe('mayReach', () => {
  it('needs both ends to agree: the default deny keeps the door from calling although the survey lets it in', () => {
    expect(mayReach(manifests, pod('door'), pod('survey'), 'http')).toBe(false);
  });

  it('lets a pod that no policy selects call out', () => {
    const outside = { ...pod('door'), namespace: 'elsewhere' };
    expect(mayReach(manifests, pod('survey'), { namespace: 'store', labels: {} }, 27017)).toBe(true);
    expect(mayReach(manifests, outside, { namespace: 'store', labels: {} }, 27017)).toBe(true);
  });

  it('takes a pod selector without a namespace selector as the own namespace', () => {
    expect(mayReach(manifests, { ...pod('door'), namespace: 'elsewhere' }, pod('survey'), 'http')).toBe(false);
  });

  it('holds to the port', () => {
    expect(mayReach(manifests, pod('survey'), { namespace: 'store', labels: {} }, 22)).toBe(false);
  });
});
