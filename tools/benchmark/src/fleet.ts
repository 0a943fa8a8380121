// The objects of Fleet.java, written by hand on the L1 classes of cdk8s-plus.
import { createHash } from 'node:crypto';
import { ApiObject, App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-34';

type Labels = Record<string, string>;

function main(servers: number, outdir: string): void {
  const app = new App({ outdir });
  const chart = new Chart(app, 'fleet');
  for (let i = 0; i < servers; i++) {
    server(chart, i);
  }
  for (let i = 0; i < servers; i++) {
    podMonitor(chart, i);
  }
  for (let i = 0; i < servers; i++) {
    metricsPolicy(chart, i);
  }
  for (let i = 0; i < servers; i++) {
    autoscaler(chart, i);
  }
  app.synth();
}

function server(chart: Chart, i: number): void {
  const name = `server-${i}`;
  const selector = selectorOf(i);
  const all = labels('openvino-model-server', name, 'model-server');
  const metadata = { name, namespace: `team-${i}`, labels: all };
  const config = serverConfig(i);

  new k8s.KubeServiceAccount(chart, `${name}-account`, { metadata, automountServiceAccountToken: false });
  new k8s.KubeConfigMap(chart, `${name}-config`, {
    metadata: { ...metadata, name: `${name}-config` },
    data: { 'config.json': config },
  });
  new k8s.KubeDeployment(chart, name, {
    metadata,
    spec: {
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromString('25%'), maxUnavailable: k8s.IntOrString.fromNumber(0) },
      },
      progressDeadlineSeconds: 720,
      selector: { matchLabels: selector },
      template: {
        metadata: {
          labels: all,
          annotations: { 'cdk8s-ovms/config-hash': hash(`{config.json=${config}}`) },
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            runAsGroup: 10001,
            fsGroup: 10001,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: selector } },
                },
              ],
            },
          },
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'topology.kubernetes.io/zone',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: selector },
            },
          ],
          terminationGracePeriodSeconds: 45,
          containers: [
            {
              name: 'ovms',
              image: 'docker.io/openvino/model_server:2026.3.1',
              imagePullPolicy: 'Always',
              args: [
                '--config_path=/config/config.json',
                '--port=8080',
                '--rest_port=8081',
                '--rest_workers=16',
                '--file_system_poll_wait_seconds=0',
                '--grpc_max_threads=256',
                '--grpc_channel_arguments=grpc.max_concurrent_streams=64,grpc.max_connection_age_ms=60000',
                '--log_level=INFO',
              ],
              ports: [
                { name: 'grpc', containerPort: 8080 },
                { name: 'rest', containerPort: 8081 },
              ],
              resources: { requests: amounts(), limits: amounts() },
              securityContext: {
                allowPrivilegeEscalation: false,
                capabilities: { drop: ['ALL'] },
                readOnlyRootFilesystem: true,
              },
              startupProbe: probe('/v2/models/resnet50/ready', 1, 600, 1),
              readinessProbe: probe('/v2/health/ready', 5, 3),
              livenessProbe: probe('/v2/health/live', 10, 3, 60),
              lifecycle: { preStop: { sleep: { seconds: 10 } } },
              volumeMounts: [
                { name: 'config', mountPath: '/config', readOnly: true },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: `${name}-config` } },
            { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('10Gi') } },
          ],
        },
      },
    },
  });
  new k8s.KubeService(chart, `${name}-service`, {
    metadata,
    spec: {
      type: 'ClusterIP',
      selector,
      ports: [
        { name: 'grpc', port: 8080, targetPort: k8s.IntOrString.fromString('grpc') },
        { name: 'rest', port: 8081, targetPort: k8s.IntOrString.fromString('rest') },
      ],
    },
  });
  new k8s.KubePodDisruptionBudget(chart, `${name}-budget`, {
    metadata,
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: { matchLabels: selector },
    },
  });
  new k8s.KubeNetworkPolicy(chart, `${name}-policy`, {
    metadata,
    spec: {
      podSelector: { matchLabels: selector },
      policyTypes: ['Ingress', 'Egress'],
      ingress: [{ from: [{ podSelector: {} }], ports: [tcp(8080), tcp(8081)] }],
      egress: [
        {
          to: [
            { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } },
            { ipBlock: { cidr: '169.254.0.0/16' } },
          ],
          ports: [{ ...tcp(53), protocol: 'UDP' }, tcp(53)],
        },
        { ports: [tcp(443)] },
      ],
    },
  });
}

function metricsPolicy(chart: Chart, i: number): void {
  const name = `server-${i}-from-prometheus`;
  new k8s.KubeNetworkPolicy(chart, name, {
    metadata: { name, namespace: `team-${i}`, labels: labels('prometheus', 'prometheus', 'monitoring') },
    spec: {
      podSelector: { matchLabels: selectorOf(i) },
      policyTypes: ['Ingress'],
      ingress: [
        {
          from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
          ports: [tcp(8081)],
        },
      ],
    },
  });
}

function tcp(port: number): k8s.NetworkPolicyPort {
  return { protocol: 'TCP', port: k8s.IntOrString.fromNumber(port) };
}

function podMonitor(chart: Chart, i: number): void {
  new ApiObject(chart, `monitor-${i}`, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: {
      name: `server-${i}`,
      namespace: `team-${i}`,
      labels: labels('prometheus', 'prometheus', 'monitoring'),
    },
    spec: {
      selector: { matchLabels: selectorOf(i) },
      podMetricsEndpoints: [{ port: 'rest', path: '/metrics', interval: '15s', scrapeTimeout: '10s' }],
    },
  });
}

function autoscaler(chart: Chart, i: number): void {
  const name = `autoscaler-${i}`;
  new k8s.KubeHorizontalPodAutoscalerV2(chart, name, {
    metadata: { name, namespace: `team-${i}`, labels: labels('ratio-autoscaler', name, 'autoscaler') },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `server-${i}` },
      minReplicas: 1,
      maxReplicas: 3,
      metrics: [
        {
          type: 'Pods',
          pods: {
            metric: { name: 'ovms_requests_streams_ratio' },
            target: { type: 'AverageValue', averageValue: k8s.Quantity.fromString('1') },
          },
        },
      ],
      behavior: { scaleUp: { stabilizationWindowSeconds: 0 }, scaleDown: { stabilizationWindowSeconds: 300 } },
    },
  });
}

function labels(software: string, instance: string, role: string): Labels {
  return {
    'app.kubernetes.io/name': software,
    'app.kubernetes.io/instance': instance,
    'app.kubernetes.io/component': role,
    'app.kubernetes.io/part-of': 'openvino-serving',
    'app.kubernetes.io/managed-by': 'cdk8s-ovms',
    'cdk8s-ovms/software': software,
    'cdk8s-ovms/name': instance,
  };
}

function selectorOf(i: number): Labels {
  return { 'cdk8s-ovms/software': 'openvino-model-server', 'cdk8s-ovms/name': `server-${i}` };
}

function amounts(): Record<string, k8s.Quantity> {
  return {
    cpu: k8s.Quantity.fromString('4'),
    memory: k8s.Quantity.fromString('2Gi'),
    'ephemeral-storage': k8s.Quantity.fromString('11Gi'),
  };
}

function probe(
  path: string,
  periodSeconds: number,
  failureThreshold: number,
  timeoutSeconds = 10,
): k8s.Probe {
  return {
    httpGet: { path, port: k8s.IntOrString.fromString('rest'), scheme: 'HTTP' },
    periodSeconds,
    failureThreshold,
    timeoutSeconds,
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function serverConfig(i: number): string {
  return `${spacedJson({
    model_config_list: [
      {
        config: {
          name: 'resnet50',
          base_path: `s3://models-${i}/resnet50`,
          target_device: 'CPU',
          nireq: 16,
          plugin_config: { NUM_STREAMS: '4' },
        },
      },
    ],
    monitoring: { metrics: { enable: true } },
  })}\n`;
}

/** JSON as Jackson indents it, so that the files have the same bytes. */
function spacedJson(data: unknown): string {
  return JSON.stringify(data, null, 2).replaceAll('": ', '" : ');
}

main(Number(process.argv[2]), process.argv[3] ?? 'dist');
