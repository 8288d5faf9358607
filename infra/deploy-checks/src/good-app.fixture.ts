/** The smallest app that breaks no rule; the specs break it one rule at a time. */
export const GOOD_APP = `
apiVersion: v1
kind: ServiceAccount
metadata: { name: survey, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
---
apiVersion: v1
kind: Service
metadata: { name: survey, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
spec:
  selector: { app.kubernetes.io/name: survey }
  ports: [{ port: 3000, targetPort: http }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: survey, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app.kubernetes.io/name: survey } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: default-deny, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: survey, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
spec:
  podSelector: { matchLabels: { app.kubernetes.io/name: survey } }
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{ podSelector: { matchLabels: { app.kubernetes.io/name: door } } }]
      ports: [{ port: http }]
  egress:
    - to: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: store } } }]
      ports: [{ port: 27017 }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: survey, namespace: demo, labels: { app.kubernetes.io/part-of: demo } }
spec:
  replicas: 2
  selector: { matchLabels: { app.kubernetes.io/name: survey } }
  template:
    metadata:
      labels: { app.kubernetes.io/name: survey, app.kubernetes.io/component: service, app.kubernetes.io/part-of: demo }
    spec:
      serviceAccountName: survey
      automountServiceAccountToken: false
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      topologySpreadConstraints:
        - labelSelector: { matchLabels: { app.kubernetes.io/name: survey } }
      containers:
        - name: app
          image: demo/survey:0.1.0
          ports: [{ name: http, containerPort: 3000 }]
          env: [{ name: TOKEN_KEY, valueFrom: { secretKeyRef: { name: token, key: key } } }]
          livenessProbe: { httpGet: { path: /health/live, port: http } }
          readinessProbe: { httpGet: { path: /health/ready, port: http } }
          startupProbe: { httpGet: { path: /health/live, port: http } }
          resources: { requests: { cpu: 1m, memory: 1Mi }, limits: { cpu: 2m, memory: 2Mi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
      volumes: [{ name: tmp, emptyDir: {} }]
`;
