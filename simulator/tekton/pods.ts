/** Pods: those that TaskRuns make, and the workloads' as the world tells them. */
import { kubeTime, type KubeObject } from '../kube/objects';
import type { PodView } from '../ports';
import { controllerOf, type StepState, type TaskRun, type TaskSpec } from './types';

export interface ContainerStatus {
  name: string;
  image?: string;
  ready: boolean;
  started: boolean;
  restartCount: number;
  state: Pick<StepState, 'waiting' | 'running' | 'terminated'>;
}

export interface Pod extends KubeObject {
  spec: {
    containers: Array<{ name: string; image?: string }>;
    initContainers?: Array<{ name: string; image?: string }>;
    nodeName?: string;
    serviceAccountName?: string;
    restartPolicy?: string;
  };
  status: {
    phase: PodView['phase'];
    startTime?: string;
    conditions?: Array<{ type: string; status: string; reason?: string; message?: string }>;
    containerStatuses?: ContainerStatus[];
    initContainerStatuses?: ContainerStatus[];
  };
}

export const stepContainer = (step: string) => `step-${step}`;

/** Containers that Tekton puts before the steps. */
const INIT = ['prepare', 'place-scripts'];

export interface PodProgress {
  createdAt: number;
  /** When its containers started; undefined while it is pending. */
  startedAt?: number;
  phase: PodView['phase'];
  steps: StepState[];
}

/** The pod of a TaskRun; uid and name stay those of `identity`. */
export function taskPod(
  taskRun: TaskRun,
  spec: TaskSpec,
  identity: { name: string; uid: string; node: string },
  progress: PodProgress
): Pod {
  const { namespace, labels } = taskRun.metadata;
  const started = progress.startedAt !== undefined;
  const containers = spec.steps.map((step, i) => ({
    name: stepContainer(step.name ?? `unnamed-${i}`),
    image: step.image,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: identity.name,
      namespace,
      uid: identity.uid,
      resourceVersion: '',
      creationTimestamp: kubeTime(progress.createdAt),
      labels: { ...labels, 'tekton.dev/taskRun': taskRun.metadata.name, 'tekton.dev/taskRunUID': taskRun.metadata.uid },
      annotations: { ...taskRun.metadata.annotations, ...(started ? { 'tekton.dev/ready': 'READY' } : {}) },
      ownerReferences: [controllerOf(taskRun)],
    },
    spec: {
      containers,
      initContainers: INIT.map((name) => ({ name })),
      nodeName: identity.node,
      serviceAccountName: taskRun.spec.serviceAccountName,
      restartPolicy: 'Never',
    },
    status: {
      phase: progress.phase,
      startTime: kubeTime(progress.createdAt),
      conditions: podConditions(started, progress.phase),
      containerStatuses: containers.map(({ name, image }) => ({
        name,
        image,
        ready: started && progress.phase === 'Running',
        started,
        restartCount: 0,
        state: containerState(progress.steps.find((step) => step.container === name)),
      })),
    },
  };
}

function containerState(step: StepState | undefined): ContainerStatus['state'] {
  if (step?.terminated) {
    return { terminated: step.terminated };
  }
  return step?.running ? { running: step.running } : { waiting: { reason: 'PodInitializing' } };
}

function podConditions(started: boolean, phase: PodView['phase']): Pod['status']['conditions'] {
  const ready = String(started && phase === 'Running').replace(/^./, (c) => c.toUpperCase());
  return [
    { type: 'PodScheduled', status: 'True' },
    { type: 'Initialized', status: started ? 'True' : 'False' },
    { type: 'Ready', status: ready },
    { type: 'ContainersReady', status: ready },
  ];
}

/** A workload's pod as the API serves it. The world has no uids: the name, which is unique over time, stands in. */
export function workloadPod(view: PodView, labels: Record<string, string>, resourceVersion: string): Pod {
  const startedAt = kubeTime(view.createdAt);
  const running = view.phase === 'Running';
  const state: ContainerStatus['state'] = running
    ? { running: { startedAt } }
    : { waiting: { reason: 'ContainerCreating' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: view.name,
      namespace: view.namespace,
      uid: `pod-${view.namespace}-${view.name}`,
      resourceVersion,
      creationTimestamp: startedAt,
      labels: { ...view.labels, ...labels },
    },
    spec: { containers: view.containers.map((name) => ({ name })), ...(view.node ? { nodeName: view.node } : {}) },
    status: {
      phase: view.phase,
      startTime: startedAt,
      conditions: [
        {
          type: 'PodScheduled',
          status: view.node ? 'True' : 'False',
          ...(view.node ? {} : { reason: 'Unschedulable' }),
        },
        { type: 'Ready', status: view.ready ? 'True' : 'False' },
      ],
      containerStatuses: view.containers.map((name) => ({
        name,
        ready: view.ready,
        started: running,
        restartCount: 0,
        state,
      })),
    },
  };
}
