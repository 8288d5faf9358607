export { appViolations } from './app-policy';
export { dockerfileViolations, missingFromIgnore } from './image-policy';
export { type Deployment, deploymentsOf, type Manifest, parseManifests } from './manifest';
export { podViolations, type Violation } from './pod-policy';
export { type Endpoint, mayReach } from './reach';
export { kubernetesValidate, kustomize, promtool, ROOT, run, type Tool } from './tools';
