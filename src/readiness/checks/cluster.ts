/** The cluster itself: API server, GPUs and what makes them usable, storage that several pods share. */
import { t } from '../../i18n/t';
import { onFound, valueOf } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import { conditionOf, conditionText, namesText } from '../conditions';
import type { Findings } from '../findings';

/** Node Feature Discovery's prefix of labels. */
const NFD_PREFIX = 'feature.node.kubernetes.io/';
/** The GPU operator's feature discovery puts the model and the number of GPUs on a node. */
const GPU_PRODUCT = 'nvidia.com/gpu.product';
const GPU_COUNT = 'nvidia.com/gpu.count';
const DEFAULT_CLASS = 'storageclass.kubernetes.io/is-default-class';
/** CSI drivers and provisioners that give ReadWriteMany file systems: a StorageClass does not say so itself. */
const SHARED_FILES =
  /nfs|cephfs|efs\.csi|file\.csi|filestore|netapp|trident|glusterfs|lustre|beegfs|gpfs|spectrumscale|portworx/i;

function nodes(findings: Findings): Verdict {
  return onFound(findings.nodes, (all) => {
    if (all.length === 0) {
      return {
        state: 'missing',
        evidence: t('readiness.nodes.none', 'No node carries the label nvidia.com/gpu.present=true.'),
        next: {
          text: t('readiness.nodes.next', 'Add GPU nodes, or see why the GPU operator does not label them.'),
          command: 'kubectl get nodes -L nvidia.com/gpu.present,nvidia.com/gpu.product',
        },
      };
    }
    const byModel = new Map<string, number>();
    for (const { labels } of all) {
      const model = labels[GPU_PRODUCT] ?? t('readiness.nodes.unknown-model', 'unknown model');
      byModel.set(model, (byModel.get(model) ?? 0) + (Number(labels[GPU_COUNT]) || 0));
    }
    const models = [...byModel].map(([model, count]) => `${count} × ${model}`).join(', ');
    const gpus = valueOf(findings.prometheus)?.gpus;
    const held = gpus
      ? ' ' +
        t('readiness.nodes.held', 'Pods hold {{held}} of {{all}} GPUs.', {
          held: gpus.held,
          all: gpus.all,
        })
      : '';
    return {
      state: 'ready',
      evidence:
        t('readiness.nodes.found', '{{count}} nodes with GPUs: {{models}}.', {
          count: all.length,
          models,
          defaultValue_one: '{{count}} node with GPUs: {{models}}.',
        }) + held,
    };
  });
}

function gpuOperator(findings: Findings): Verdict {
  return onFound(
    findings.objects.clusterPolicies,
    ([policy]) => {
      if (!policy) {
        return {
          state: 'missing',
          evidence: t('readiness.gpu-operator.no-policy', 'The GPU operator is installed without a ClusterPolicy.'),
          next: {
            text: t('readiness.gpu-operator.create', 'Create a ClusterPolicy.'),
            command: 'kubectl get clusterpolicies',
          },
        };
      }
      const { state, conditions } = policy.status;
      if (state === 'ready') {
        return {
          state: 'ready',
          evidence: t('readiness.gpu-operator.ready', 'ClusterPolicy {{name}} is ready.', {
            name: policy.metadata.name,
          }),
        };
      }
      const failing = conditionOf(conditions, 'Error') ?? conditionOf(conditions, 'Ready');
      return {
        state: 'not-ready',
        evidence: t('readiness.gpu-operator.state', 'ClusterPolicy {{name}} is {{state}}. {{why}}', {
          name: policy.metadata.name,
          state: state === '' ? t('readiness.gpu-operator.no-state', 'without a state') : state,
          why: failing ? conditionText(failing) : '',
        }).trim(),
        next: {
          text: t('readiness.gpu-operator.next', 'See which of its pods is not ready.'),
          command: 'kubectl get pods -A -l app.kubernetes.io/managed-by=gpu-operator',
        },
      };
    },
    () =>
      (valueOf(findings.nodes)?.length ?? 0) > 0
        ? {
            state: 'not-needed',
            evidence: t('readiness.gpu-operator.without', 'The cluster has nodes with GPUs, but no GPU operator.'),
          }
        : {
            state: 'missing',
            evidence: t('readiness.gpu-operator.absent', 'The NVIDIA GPU operator is not installed.'),
            next: {
              text: t('readiness.gpu-operator.install', 'Install the NVIDIA GPU operator.'),
              href: 'https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/getting-started.html',
            },
          }
  );
}

function nodeFeatures(findings: Findings): Verdict {
  return onFound(findings.nodes, (all) => {
    const labelled = all.filter(({ labels }) => Object.keys(labels).some((label) => label.startsWith(NFD_PREFIX)));
    const without = all.filter((node) => !labelled.includes(node)).map(({ name }) => name);
    if (all.length > 0 && without.length === 0) {
      return {
        state: 'ready',
        evidence: t('readiness.nfd.found', 'All {{count}} nodes with GPUs carry its labels.', {
          count: all.length,
          defaultValue_one: 'The node with GPUs carries its labels.',
        }),
      };
    }
    return {
      state: labelled.length > 0 ? 'not-ready' : 'missing',
      evidence:
        all.length === 0
          ? t('readiness.nfd.no-nodes', 'No node with GPUs is there to carry its labels.')
          : t('readiness.nfd.without', 'Nodes without its labels: {{nodes}}.', { nodes: namesText(without) }),
      next: {
        text: t('readiness.nfd.next', 'Install Node Feature Discovery, or see why its workers do not run.'),
        command: 'kubectl get pods -A -l app.kubernetes.io/name=node-feature-discovery',
      },
    };
  });
}

function sharedStorage(findings: Findings): Verdict {
  return onFound(findings.objects.storageClasses, (classes) => {
    const isDefault = ({ metadata }: (typeof classes)[number]) => metadata.annotations[DEFAULT_CLASS] === 'true';
    const shared = classes.filter(({ provisioner }) => SHARED_FILES.test(provisioner));
    const standard = classes.find(isDefault)?.metadata.name;
    const defaultText = standard
      ? t('readiness.storage.default', 'The default class is {{name}}.', { name: standard })
      : t('readiness.storage.no-default', 'No class is the default.');
    if (shared.length === 0) {
      return {
        state: 'missing',
        evidence: `${t('readiness.storage.none', 'None of {{count}} storage classes is known to give ReadWriteMany volumes.', { count: classes.length })} ${defaultText}`,
        next: {
          text: t(
            'readiness.storage.next',
            'Add a class for NFS, CephFS, EFS or the like, or name one in the presets.'
          ),
          command: 'kubectl get storageclasses',
        },
      };
    }
    const names = shared.map(({ metadata }) => metadata.name);
    return {
      state: 'ready',
      evidence: `${t('readiness.storage.found', 'Known to give ReadWriteMany volumes: {{names}}.', { names: namesText(names) })} ${defaultText}`,
    };
  });
}

function mesh(findings: Findings): Verdict {
  return onFound(findings.groups, (groups) => {
    const gateways = valueOf(findings.objects.gateways) ?? [];
    const wantsMesh = gateways.some(({ metadata }) =>
      Object.keys(metadata.labels).some((l) => l.startsWith('istio.io/'))
    );
    const there = groups.has('networking.istio.io');
    if (there) {
      return { state: 'ready', evidence: t('readiness.mesh.found', 'The cluster serves networking.istio.io.') };
    }
    return wantsMesh
      ? {
          state: 'missing',
          evidence: t(
            'readiness.mesh.wanted',
            'A Gateway asks for Istio, and the cluster does not serve networking.istio.io.'
          ),
          next: { text: t('readiness.mesh.next', 'Install the service mesh that the Gateway names.') },
        }
      : {
          state: 'not-needed',
          evidence: t('readiness.mesh.not-needed', 'No Gateway in the namespaces of runs asks for a mesh.'),
        };
  });
}

export const CLUSTER_CHECKS: readonly Check[] = [
  {
    id: 'api-server',
    group: 'cluster',
    title: () => t('readiness.api-server.title', 'Kubernetes API'),
    weight: 'needed',
    judge: (findings) =>
      onFound(findings.version, ({ gitVersion }) => ({
        state: 'ready',
        evidence: t('readiness.api-server.found', 'It answers; version {{version}}.', { version: gitVersion }),
      })),
  },
  {
    id: 'gpu-nodes',
    group: 'cluster',
    title: () => t('readiness.nodes.title', 'Nodes with GPUs'),
    weight: 'needed',
    judge: nodes,
  },
  {
    id: 'gpu-operator',
    group: 'cluster',
    title: () => t('readiness.gpu-operator.title', 'NVIDIA GPU operator'),
    weight: 'needed',
    judge: gpuOperator,
  },
  {
    id: 'node-features',
    group: 'cluster',
    title: () => t('readiness.nfd.title', 'Node Feature Discovery'),
    weight: 'advice',
    judge: nodeFeatures,
  },
  {
    id: 'service-mesh',
    group: 'cluster',
    title: () => t('readiness.mesh.title', 'Service mesh'),
    weight: 'advice',
    judge: mesh,
  },
  {
    id: 'shared-storage',
    group: 'cluster',
    title: () => t('readiness.storage.title', 'Storage for several pods (ReadWriteMany)'),
    weight: 'needed',
    judge: sharedStorage,
  },
];
