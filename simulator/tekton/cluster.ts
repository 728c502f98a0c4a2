/** The simulated cluster behind the Kubernetes API: its objects, and the Tekton engine that moves them in simulated time. */
import { kubeTime, type ConfigMap, type KubeObject } from '../kube/objects';
import { alreadyExists, conflict, notFound, type GroupResource } from '../kube/status';
import { labelPredicate } from '../kube/selectors';
import { ResourceStore, type ResourceName } from '../kube/store';
import type { ClockListener, WorldPort } from '../ports';
import { admitCreate, admitPatch } from './admission';
import type { EngineHost } from './host';
import { presetConfigMaps, WVA_CONFIG_MAP, type ConfigMapSeed } from './manifest';
import { PIPELINES } from './pipelines';
import { PodLogs } from './podLogs';
import { programOf, taskName } from './programs';
import { installedPrograms } from './programs/installed';
import { workloadPod, type Pod } from './pods';
import { RunProcess } from './runProcess';
import { finishedRun } from './seedRuns';
import { isDone, type Pipeline, type PipelineRun, type Task } from './types';

export type { ResourceName } from '../kube/store';

export interface ClusterOptions {
  /** `demo` shortens fixed waits (settle 60 s to 5 s); `lab` keeps the lab's. Default `lab`. */
  pace?: 'demo' | 'lab';
  /** Seeds uids, generated names and the start of pods. Default 1. */
  seed?: number;
  /** Namespaces that hold experiments; the first gets presets. Default experiment-01, experiment-02. */
  namespaces?: string[];
  /** Finished runs to make at once in the first namespace, for tests of long lists. */
  seedRuns?: number;
  /** Pipelines and Tasks that are installed besides, in each namespace: those of deploy/base/pipeline. */
  installed?: { pipelines: Pipeline[]; tasks: Task[] };
}

const DEMO_PACE = 12;
const PIPELINE_RUNS: GroupResource = { group: 'tekton.dev', resource: 'pipelineruns' };

/** mulberry32: small, seeded, good enough for names and jitter. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Throws ApiError (simulator/kube/status.ts) as the API server answers. Objects that it returns must not be changed. */
export class Cluster implements ClockListener {
  readonly store = new ResourceStore();
  readonly logs = new PodLogs();
  readonly namespaces: string[];
  readonly random: () => number;
  private readonly host: EngineHost;
  private active: RunProcess[] = [];
  private seeded = 0;
  /** Test name by `namespace/deployment`, while load runs on it. */
  private readonly underLoad = new Map<string, string>();

  constructor(
    readonly world: WorldPort,
    readonly options: ClusterOptions = {}
  ) {
    this.namespaces = options.namespaces ?? ['experiment-01', 'experiment-02'];
    this.random = seededRandom(options.seed ?? 1);
    const installed = installedPrograms(options.installed?.tasks ?? []);
    const brisk = () => this.options.pace === 'demo'; // asked anew: a cluster may quicken after its history
    this.host = {
      world,
      store: this.store,
      logs: this.logs,
      brisk,
      wait: (seconds) => (brisk() ? Math.max(1, Math.round(seconds / DEMO_PACE)) : seconds),
      random: this.random,
      uid: () => this.uid(),
      programOf: (task) => installed.get(taskName(task) ?? '') ?? programOf(task),
      markLoad: (namespace, target, testName) => this.markLoad(namespace, target, testName),
    };
    this.seed();
    this.seedFinishedRuns(options.seedRuns ?? 0);
  }

  /** Advances every active run to the time that has come. Call once per simulated second. */
  tick(now: number): void {
    this.active.forEach((run) => run.tick(now));
    this.active = this.active.filter((run) => !run.over);
  }

  /** Creates a PipelineRun as `kubectl create` does, at world.now(). With `dryRun` nothing is stored. */
  create(namespace: string, manifest: unknown, { dryRun = false }: { dryRun?: boolean } = {}): PipelineRun {
    this.checkNamespace(namespace);
    const run = admitCreate(manifest, {
      namespace,
      uid: this.uid(),
      creationTimestamp: kubeTime(this.world.now()),
      random: this.random,
    });
    if (this.store.get('pipelineruns', namespace, run.metadata.name)) {
      throw alreadyExists(PIPELINE_RUNS, run.metadata.name);
    }
    if (dryRun) {
      return run;
    }
    const stored = this.store.put('pipelineruns', run);
    this.active.push(new RunProcess(this.host, stored));
    return stored;
  }

  /** Throws 404. */
  get(resource: ResourceName, namespace: string, name: string): KubeObject {
    const found =
      this.store.get(resource, namespace, name) ??
      (resource === 'pods' ? this.workloadPods(namespace).find((pod) => pod.metadata.name === name) : undefined);
    if (!found) {
      throw notFound({ group: groupOf(resource), resource }, name);
    }
    return found;
  }

  /** In the order of names. Throws 400 for a label selector that cannot be parsed. */
  list(resource: ResourceName, namespace: string, labelSelector = ''): KubeObject[] {
    const selects = labelPredicate(labelSelector);
    const stored = this.store.list(resource, namespace);
    const all = resource === 'pods' ? [...stored, ...this.workloadPods(namespace)].sort(byName) : stored;
    return all.filter((object) => selects(object.metadata.labels));
  }

  /** Applies an RFC 7386 merge patch to a PipelineRun, with Tekton's rules about what may change when. */
  patch(namespace: string, name: string, patch: unknown, { dryRun = false }: { dryRun?: boolean } = {}): PipelineRun {
    return this.change(namespace, name, (run) => admitPatch(run, patch, 'merge'), dryRun);
  }

  /** As {@link patch}, with an RFC 6902 patch. */
  jsonPatch(
    namespace: string,
    name: string,
    patch: unknown,
    { dryRun = false }: { dryRun?: boolean } = {}
  ): PipelineRun {
    return this.change(namespace, name, (run) => admitPatch(run, patch, 'json'), dryRun);
  }

  /** Deletes a run with its TaskRuns and pods, as a pruner does. Throws 404. */
  remove(namespace: string, name: string): void {
    const run = this.get('pipelineruns', namespace, name);
    const process = this.active.find((one) => one.namespace === namespace && one.name === name);
    process?.kill();
    for (const taskRun of this.list('taskruns', namespace, `tekton.dev/pipelineRunUID=${run.metadata.uid}`)) {
      for (const pod of this.store.list('pods', namespace)) {
        if (pod.metadata.ownerReferences?.some((owner) => owner.uid === taskRun.metadata.uid)) {
          this.store.delete('pods', namespace, pod.metadata.name);
          this.logs.drop(namespace, pod.metadata.name);
        }
      }
      this.store.delete('taskruns', namespace, taskRun.metadata.name);
    }
    this.store.delete('pipelineruns', namespace, name);
    this.active = this.active.filter((one) => one !== process);
  }

  /** Whether a run has ended (condition Succeeded True or False). Throws 404. */
  isDone(namespace: string, name: string): boolean {
    return isDone(this.get('pipelineruns', namespace, name) as PipelineRun);
  }

  /** Makes finished runs that lie further and further back, without TaskRuns. */
  seedFinishedRuns(count: number, namespace = this.namespaces[0] ?? ''): void {
    for (let i = 0; i < count; i++) {
      const run = finishedRun(this.seeded++, namespace, this.world.now(), () => this.uid());
      this.store.put('pipelineruns', run);
    }
  }

  private change(
    namespace: string,
    name: string,
    admit: (run: PipelineRun) => PipelineRun,
    dryRun: boolean
  ): PipelineRun {
    const run = admit(this.get('pipelineruns', namespace, name) as PipelineRun);
    return dryRun ? run : this.store.put('pipelineruns', run);
  }

  private checkNamespace(namespace: string): void {
    if (!this.namespaces.includes(namespace)) {
      throw notFound({ group: '', resource: 'namespaces' }, namespace);
    }
  }

  private workloadPods(namespace: string): Pod[] {
    const revision = String(this.store.currentRevision());
    return this.world.pods(namespace).map((view) => {
      // The world calls a pod after its Deployment.
      const target = [...this.underLoad.keys()].find((key) => `${namespace}/${view.name}`.startsWith(`${key}-`));
      const labels = target
        ? { 'benchmark-running': 'true', 'benchmark-test-name': this.underLoad.get(target) ?? '' }
        : undefined;
      return workloadPod(view, labels ?? {}, revision);
    });
  }

  private markLoad(namespace: string, target: string, testName: string | undefined): void {
    if (testName === undefined) {
      this.underLoad.delete(`${namespace}/${target}`);
    } else {
      this.underLoad.set(`${namespace}/${target}`, testName);
    }
  }

  private seed(): void {
    for (const namespace of this.namespaces) {
      for (const [name, spec] of Object.entries(PIPELINES)) {
        const pipeline: Pipeline = {
          apiVersion: 'tekton.dev/v1',
          kind: 'Pipeline',
          metadata: this.metadata(namespace, name),
          spec,
        };
        this.store.put('pipelines', pipeline);
      }
      for (const pipeline of this.options.installed?.pipelines ?? []) {
        const { name, labels } = pipeline.metadata;
        this.store.put('pipelines', {
          ...pipeline,
          metadata: { ...this.metadata(namespace, name), ...(labels ? { labels } : {}) },
        });
      }
    }
    [...presetConfigMaps(this.namespaces[0] ?? 'experiment-01'), WVA_CONFIG_MAP].forEach((seed) =>
      this.putConfigMap(seed)
    );
  }

  /** Creates or replaces a ConfigMap. */
  putConfigMap({ namespace, name, labels, annotations, data }: ConfigMapSeed): void {
    const metadata = {
      ...this.metadata(namespace, name),
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
    };
    const configMap: ConfigMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
    this.store.put('configmaps', configMap);
  }

  /** Creates or replaces a ConfigMap as it was sent. Throws 409 where a new one is there, 404 where an old one is not. */
  writeConfigMap(namespace: string, name: string, sent: Partial<ConfigMap>, what: 'create' | 'update'): ConfigMap {
    this.checkNamespace(namespace);
    const there = this.store.get('configmaps', namespace, name);
    const isThere = there !== undefined;
    if (isThere === (what === 'create')) {
      throw (isThere ? alreadyExists : notFound)({ group: '', resource: 'configmaps' }, name);
    }
    const { labels, annotations, resourceVersion } = sent.metadata ?? {};
    if (there && resourceVersion && resourceVersion !== there.metadata.resourceVersion) {
      throw conflict({ group: '', resource: 'configmaps' }, name, 'the object has been modified');
    }
    const metadata = { ...this.metadata(namespace, name), labels, annotations };
    const { data, binaryData } = sent;
    return this.store.put('configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data, binaryData });
  }

  /** Merges annotations into those of a ConfigMap: what of it is patched here. Throws 404. */
  noteConfigMap(namespace: string, name: string, patch: unknown): ConfigMap {
    const there = this.store.get('configmaps', namespace, name) as ConfigMap | undefined;
    if (there === undefined) {
      throw notFound({ group: '', resource: 'configmaps' }, name);
    }
    const { annotations = {} } = (patch as { metadata?: { annotations?: Record<string, string> } }).metadata ?? {};
    const metadata = { ...there.metadata, annotations: { ...there.metadata.annotations, ...annotations } };
    return this.store.put('configmaps', { ...there, metadata });
  }

  private metadata(namespace: string, name: string) {
    return {
      name,
      namespace,
      uid: this.uid(),
      resourceVersion: '',
      generation: 1,
      creationTimestamp: kubeTime(this.world.now()),
    };
  }

  private uid(): string {
    const hex = Array.from({ length: 32 }, () => Math.floor(this.random() * 16).toString(16)).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}

const byName = (a: KubeObject, b: KubeObject) => (a.metadata.name < b.metadata.name ? -1 : 1);

function groupOf(resource: ResourceName): string {
  return resource === 'pods' || resource === 'configmaps' ? '' : 'tekton.dev';
}
