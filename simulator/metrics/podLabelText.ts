import type { ReplicaPod } from '../world/deployment';
import type { Workload } from '../world/workload';
import { labelText } from './sink';

/** Labels that kube-state-metrics puts on each series about a pod. */
export const podLabelText = (pod: ReplicaPod, { spec }: Workload): string =>
  labelText({ namespace: spec.namespace, pod: pod.name, uid: pod.uid });
