/**
 * A stand-in for scheduler and kubelet. It binds pods, says that their containers run, and ends them the way Tekton's
 * entrypoint would: results and times in the termination message. It starts no process and pulls no image.
 *
 * What a pod does is told by the annotation {@link POD_SCRIPTS} of its run, which Tekton hands down to pods.
 */
import type { KubeApi } from './api';

/** JSON of {@link PodScript}s by the name of the PipelineTask. */
export const POD_SCRIPTS = 'stand-in-kubelet';

/** How a task's pods go; all by default end well after a moment, with a value for each result. */
export interface PodScript {
  /** Stays without a node. */
  unschedulable?: boolean;
  /** Its first image cannot be pulled. */
  unpullable?: boolean;
  /** Ends with this exit code, in the step of that name, else in the last one. */
  exitCode?: number;
  step?: string;
  /** The kernel ends it for memory: exit code 137. */
  outOfMemory?: boolean;
  /** Only the first so many tries fail. */
  tries?: number;
  /** How long it runs, and with `forever` until it is deleted. */
  seconds?: number;
  forever?: boolean;
  /** Values of results; others get one of their own. */
  results?: Record<string, string>;
}

type Json = Record<string, unknown>;

interface Container {
  name: string;
  image: string;
  args?: string[];
}

interface Pod {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    deletionTimestamp?: string;
  };
  spec: { nodeName?: string; containers: Container[]; initContainers?: Container[] };
  status: { phase?: string; startTime?: string; conditions?: Array<{ type: string; reason?: string }> };
}

const NODE = 'stand-in';
/** The API server itself removes what has ended. */
const LIVE = '/api/v1/pods?resourceVersion=0&fieldSelector=status.phase!%3DSucceeded%2Cstatus.phase!%3DFailed';
const POLL_MS = 200;
const MOMENT_SECONDS = 0.2;
/** Tekton's kinds of a result in a termination message. */
const RESULT = 1;
const INTERNAL = 3;

/** Looks after all pods of the server until it is stopped. */
export function startKubelet(api: KubeApi): { stop(): Promise<void> } {
  const kubelet = new Kubelet(api);
  let on = true;
  const loop = async () => {
    while (on) {
      await kubelet.look();
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  const over = loop();
  return {
    stop: async () => {
      on = false;
      await over;
    },
  };
}

class Kubelet {
  /** When the containers of a pod began, by its uid. */
  private readonly began = new Map<string, number>();

  constructor(private readonly api: KubeApi) {}

  /** One step for each pod. A refusal is a pod that changed meanwhile: the next look sees it as it is. */
  async look(): Promise<void> {
    const { status, body } = await this.api.send('GET', LIVE);
    const pods = status === 200 ? (body.items as Pod[]) : [];
    await Promise.all(pods.map((pod) => this.advance(pod)));
  }

  private async advance(pod: Pod): Promise<void> {
    const script = scriptOf(pod);
    const { name, namespace, deletionTimestamp } = pod.metadata;
    const at = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if (deletionTimestamp !== undefined) {
      await this.api.send('DELETE', `${at}?gracePeriodSeconds=0`);
    } else if (pod.spec.nodeName === undefined) {
      await (script.unschedulable ? this.leave(pod, at) : this.bind(name, at));
    } else if (pod.status.startTime === undefined) {
      await this.begin(pod, at, script);
    } else if (pod.status.phase === 'Running' && this.isOver(pod, script)) {
      await this.api.merge(`${at}/status`, { status: ended(pod, script, this.began.get(pod.metadata.uid) ?? 0) });
    }
  }

  private async bind(name: string, at: string): Promise<void> {
    const target = { apiVersion: 'v1', kind: 'Node', name: NODE };
    await this.api.send('POST', `${at}/binding`, { apiVersion: 'v1', kind: 'Binding', metadata: { name }, target });
  }

  private async leave(pod: Pod, at: string): Promise<void> {
    if (!pod.status.conditions?.some(({ reason }) => reason === 'Unschedulable')) {
      const message = '0/3 nodes are available: 3 Insufficient cpu.';
      const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
      await this.api.merge(`${at}/status`, { status: { conditions: [condition] } });
    }
  }

  private async begin(pod: Pod, at: string, { unpullable }: PodScript): Promise<void> {
    this.began.set(pod.metadata.uid, Date.now());
    await this.api.merge(`${at}/status`, { status: unpullable ? pulling(pod) : running(pod) });
  }

  private isOver(pod: Pod, { forever, seconds = MOMENT_SECONDS }: PodScript): boolean {
    const began = this.began.get(pod.metadata.uid);
    const isTask = pod.metadata.labels?.['tekton.dev/taskRun'] !== undefined;
    return isTask && !forever && began !== undefined && Date.now() - began >= seconds * 1000;
  }
}

function scriptOf({ metadata: { name, labels = {}, annotations = {} } }: Pod): PodScript {
  const scripts = JSON.parse(annotations[POD_SCRIPTS] ?? '{}') as Record<string, PodScript>;
  const { tries, ...script } = scripts[labels['tekton.dev/pipelineTask'] ?? ''] ?? {};
  const attempt = Number(/-retry(\d+)$/.exec(name)?.[1] ?? 0);
  return tries === undefined || attempt < tries ? script : {};
}

const time = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

const condition = (type: string, status = 'True') => ({ type, status, lastTransitionTime: time(Date.now()) });

const imageIds = ({ name, image }: Container) => ({
  name,
  image,
  imageID: `${image.replace(/[:@].*$/, '')}@sha256:${'f'.repeat(64)}`,
  restartCount: 0,
});

const done = { terminated: { exitCode: 0, reason: 'Completed', startedAt: time(0), finishedAt: time(0) } };

const initStatuses = (pod: Pod) =>
  (pod.spec.initContainers ?? []).map((one) => ({ ...imageIds(one), ready: true, state: done }));

function running(pod: Pod): Json {
  const startedAt = time(Date.now());
  return {
    phase: 'Running',
    startTime: startedAt,
    conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type) => condition(type)),
    initContainerStatuses: initStatuses(pod),
    containerStatuses: pod.spec.containers.map((one) => ({
      ...imageIds(one),
      ready: true,
      started: true,
      state: { running: { startedAt } },
    })),
  };
}

function pulling(pod: Pod): Json {
  const waiting = (one: Container, i: number) =>
    i === 0
      ? { reason: 'ImagePullBackOff', message: `Back-off pulling image "${one.image}"` }
      : { reason: 'PodInitializing' };
  return {
    phase: 'Pending',
    startTime: time(Date.now()),
    conditions: [condition('PodScheduled'), condition('Initialized'), condition('Ready', 'False')],
    initContainerStatuses: initStatuses(pod),
    containerStatuses: pod.spec.containers.map((one, i) => ({
      ...imageIds(one),
      imageID: '',
      ready: false,
      started: false,
      state: { waiting: waiting(one, i) },
    })),
  };
}

function ended(pod: Pod, script: PodScript, began: number): Json {
  const { containers } = pod.spec;
  const code = script.outOfMemory ? 137 : (script.exitCode ?? 0);
  const failing = code === 0 ? -1 : containers.findIndex(({ name }) => name === `step-${script.step}`);
  const last = code !== 0 && failing < 0 ? containers.length - 1 : failing;
  const [startedAt, finishedAt] = [time(began), time(Date.now())];
  const statuses = containers.map((one, i) => {
    const skipped = code !== 0 && i > last;
    const exitCode = i === last ? code : skipped ? 1 : 0;
    const reason = exitCode === 0 ? 'Completed' : i === last && script.outOfMemory ? 'OOMKilled' : 'Error';
    const message = terminationMessage(one, script, startedAt, exitCode === 0, skipped);
    const containerID = `containerd://${pod.metadata.uid}-${one.name}`;
    const terminated = { exitCode, reason, startedAt, finishedAt, message, containerID };
    return { ...imageIds(one), ready: false, started: false, containerID, state: { terminated } };
  });
  return {
    phase: code === 0 ? 'Succeeded' : 'Failed',
    conditions: [condition('PodScheduled'), condition('Initialized'), condition('Ready', 'False')],
    containerStatuses: statuses,
  };
}

/** What the entrypoint of a step leaves: when it began, and the results, which any step may have written. */
function terminationMessage(
  one: Container,
  script: PodScript,
  startedAt: string,
  ok: boolean,
  skipped: boolean
): string {
  const names = ok ? (one.args?.[(one.args ?? []).indexOf('-results') + 1] ?? '').split(',') : [];
  const declared = one.args?.includes('-results') ? names.filter(Boolean) : [];
  return JSON.stringify([
    { key: 'StartedAt', value: `${startedAt.slice(0, 19)}.000Z`, type: INTERNAL },
    ...(skipped ? [{ key: 'Reason', value: 'Skipped', type: INTERNAL }] : []),
    ...declared.map((key) => ({ key, value: script.results?.[key] ?? `value-of-${key}`, type: RESULT })),
  ]);
}
