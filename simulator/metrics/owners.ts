/** Whose a pod is, and what it asks for: kube-state-metrics, and the recording rule of kube-prometheus and OpenShift. */
import type { ReplicaPod } from '../world/deployment';
import type { Workload } from '../world/workload';
import { type ExpositionOptions, ownershipOf } from './dialect';
import { podLabelText } from './podLabelText';
import { joinLabels, labelText, type Sink } from './sink';
import { begin } from './unread';

interface Owned {
  workload: Workload;
  pod: ReplicaPod;
  /** Of the StatefulSet of a group's workers its leader, of other pods undefined. */
  leader?: ReplicaPod;
}

export function writeOwners(sink: Sink, workloads: Workload[], options: ExpositionOptions): void {
  const pods = workloads.flatMap((workload) =>
    workload.deployment.pods.flatMap((pod): Owned[] => [
      { workload, pod },
      ...pod.workers.map((worker) => ({ workload, pod: worker, leader: pod })),
    ])
  );
  const ownership = ownershipOf(options);
  if (ownership !== 'names') {
    writePodOwners(sink, pods, workloads);
  }
  if (ownership === 'rule') {
    const rule = begin(sink, 'podOwnerRule');
    for (const { workload, pod, leader } of pods) {
      const { namespace, name, kind = 'Deployment' } = workload.spec;
      const type = kind === 'Deployment' ? 'deployment' : 'statefulset';
      const labels = { namespace, workload: leader?.name ?? name, pod: pod.name, workload_type: type };
      sink.sample(rule, labelText(labels), 1);
    }
  }
  writeRequests(sink, pods);
}

function writePodOwners(sink: Sink, pods: Owned[], workloads: Workload[]): void {
  const podOwner = begin(sink, 'podOwner');
  for (const { workload, pod, leader } of pods) {
    const isDeployment = (workload.spec.kind ?? 'Deployment') === 'Deployment';
    const owner = {
      owner_kind: isDeployment ? 'ReplicaSet' : 'StatefulSet',
      owner_name: leader?.name ?? workload.deployment.names.owner,
      owner_is_controller: 'true',
    };
    sink.sample(podOwner, joinLabels(podLabelText(pod, workload), labelText(owner)), 1);
  }
  const setOwner = begin(sink, 'replicaSetOwner');
  for (const { spec, deployment } of workloads.filter((w) => (w.spec.kind ?? 'Deployment') === 'Deployment')) {
    const labels = {
      namespace: spec.namespace,
      replicaset: deployment.names.owner,
      owner_kind: 'Deployment',
      owner_name: spec.name,
      owner_is_controller: 'true',
    };
    sink.sample(setOwner, labelText(labels), 1);
  }
}

function writeRequests(sink: Sink, pods: Owned[]): void {
  const name = begin(sink, 'requests');
  for (const { workload, pod } of pods) {
    const instance = pod.placed?.gpus[0]?.instance;
    const resource = instance ? `nvidia_com_mig_${instance.profile.replace('.', '_')}` : 'nvidia_com_gpu';
    const labels = labelText({ container: 'vllm', node: pod.placed?.node ?? '', resource, unit: 'integer' });
    sink.sample(name, joinLabels(podLabelText(pod, workload), labels), workload.deployment.gpusPerPod);
  }
}
