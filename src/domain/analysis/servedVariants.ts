/**
 * Which variants served a run's model, and what is known of each, from what Prometheus says of the namespace: pods are led to
 * their variant, and of these those count whose pods serve the model of the run's own.
 */
import { replicaCost } from '../params';
import { peak } from './figures';
import { integralError, lateBy } from './uncertain';
import { Measured } from './measured';
import { segmentsFor } from './replicas';
import { integral, mean, segmentsOf, type Segment } from './segments';
import { outsideHoles } from './sources';
import { acceleratorIn, costIn, roleIn } from './variantLabels';
import type { AnalysedRun, Counted, MeasuredVariant, Measurements, TimeSeries } from './types';

/** Answers about the namespace, each of the whole window unless it says so. Undefined: no answer. */
export interface ModelAnswers {
  /** By `pod` and `model_name`. */
  serving?: readonly TimeSeries[];
  /** The `variant` of each `pod`. */
  owners?: readonly TimeSeries[];
  /** Over time, by `variant`. */
  created?: readonly TimeSeries[];
  ready?: readonly TimeSeries[];
  /** Requests answered completely, by `pod`. */
  served?: readonly TimeSeries[];
  /** GPUs that each `pod` asked for. */
  requested?: readonly TimeSeries[];
  /** GPUs that each `pod` held, by `modelName`. */
  held?: readonly TimeSeries[];
  /** By `pod`, in the label `label_llm_d_ai_role`. */
  roles?: readonly TimeSeries[];
  /** By `variant`, in the label `annotation_llm_d_ai_variant_cost`. */
  costs?: readonly TimeSeries[];
}

/** What `increase` can be off by: both ends of the window are extrapolated, each by a scrape at most. */
const ENDS = 2;

/** @param m the run's own measurements, from which its own variant is told */
export function servedVariants(
  run: AnalysedRun,
  m: Measurements,
  answers: ModelAnswers
): Pick<Measurements, 'model' | 'variants'> {
  const { serving, owners } = answers;
  if (serving === undefined || owners === undefined) {
    return {};
  }
  const own = run.workload.variant;
  const variantOf = new Map(owners.map(({ labels: { pod = '', variant = '' } }) => [pod, variant]));
  m.ownership?.pods.forEach((pod) => variantOf.set(pod, own));
  const model = modelOf(serving.filter(({ labels: { pod = '' } }) => variantOf.get(pod) === own));
  const pods = new Map<string, Set<string>>([[own, new Set(m.ownership?.pods)]]);
  for (const { labels } of serving) {
    const { pod = '', model_name: name } = labels;
    const variant = variantOf.get(pod) ?? '';
    if (variant !== '' && name === model && model !== undefined) {
      pods.set(variant, (pods.get(variant) ?? new Set()).add(pod));
    }
  }
  const others = [...pods].filter(([variant]) => variant !== own).sort(([a], [b]) => a.localeCompare(b));
  return {
    model,
    variants: [
      ofRun(run, m, known(own, pods.get(own)!, answers)),
      ...others.map(([variant, its]) => ({ ...known(variant, its, answers), ...counted(variant, its, m, answers) })),
    ],
  };
}

/** The name under which most of the pods serve; of as many the first. */
function modelOf(own: readonly TimeSeries[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { labels } of own) {
    const name = labels.model_name ?? '';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort(([a, n], [b, k]) => k - n || a.localeCompare(b))[0]?.[0];
}

/** What a variant is. */
function known(workload: string, pods: ReadonlySet<string>, answers: ModelAnswers): MeasuredVariant {
  const ofPods = (all: readonly TimeSeries[] = []) => all.filter(({ labels }) => pods.has(replicaOf(labels, pods)));
  const held = ofPods(answers.held);
  return {
    workload,
    gpusPerReplica: mostOfReplica(ofPods(answers.requested), pods) ?? mostOfReplica(held, pods),
    accelerator: acceleratorIn(held),
    role: roleIn((answers.roles ?? []).filter(({ labels: { pod = '' } }) => pods.has(pod))),
    replicaCost: costIn((answers.costs ?? []).filter(({ labels }) => labels.variant === workload)),
  };
}

const last = ({ values }: TimeSeries): number => values.at(-1) ?? NaN;

/** What a worker of a LeaderWorkerSet is called, by its leader. */
const WORKER = /^(.+-[0-9]{1,4})-[0-9]{1,4}$/;

/** The pod that leads a pod's group, where that is the variant's too, else the pod: a StatefulSet's name may end as a leader's. */
function replicaOf({ pod = '' }: TimeSeries['labels'], pods: ReadonlySet<string>): string {
  const leader = WORKER.exec(pod)?.[1];
  return leader !== undefined && pods.has(leader) ? leader : pod;
}

/** GPUs of the replica that has most: of all its pods, and of two kinds, together. */
function mostOfReplica(byPod: readonly TimeSeries[], pods: ReadonlySet<string>): number | undefined {
  const sums = new Map<string, number>();
  for (const one of byPod) {
    const replica = replicaOf(one.labels, pods);
    sums.set(replica, (sums.get(replica) ?? 0) + last(one));
  }
  return sums.size === 0 ? undefined : Math.max(...sums.values());
}

/** The run's own variant, by the measurements of the run: finer than what is asked of all. */
function ofRun(run: AnalysedRun, m: Measurements, found: MeasuredVariant): MeasuredVariant {
  const own = ownVariant(run, m);
  return {
    ...found,
    ...own,
    gpusPerReplica: own.gpusPerReplica ?? found.gpusPerReplica,
    replicaCost: found.replicaCost ?? replicaCost(run.params),
  };
}

/** What a run's own measurements say of its workload as one of several variants. */
function ownVariant(run: AnalysedRun, m: Measurements): MeasuredVariant {
  const measured = new Measured(run, m);
  const created = measured.of('created');
  const { value, error } = measured.counted('succeeded');
  return {
    workload: run.workload.variant,
    ...replicas(segmentsFor(m, 'ready')),
    gpusPerReplica: m.gpusPerReplica,
    replicaHours: hours(created, integralError(measured, 'created', created)),
    served: value === undefined ? undefined : { value, error: error ?? 0 },
  };
}

/** Another variant, by what is asked of the whole namespace. */
function counted(
  variant: string,
  pods: ReadonlySet<string>,
  m: Measurements,
  { created, ready, served }: ModelAnswers
): Partial<MeasuredVariant> {
  const { window, evidence } = m;
  const windowSeconds = (window.to - window.from) / 1000;
  const segments = (all: readonly TimeSeries[] | undefined, id: 'created' | 'ready'): Segment[] =>
    outsideHoles(
      segmentsOf(
        all?.find(({ labels }) => labels.variant === variant),
        window
      ),
      m,
      id
    );
  const there = segments(created, 'created');
  const every = (source: 'vllm' | 'kube'): number => evidence?.interval[source] ?? window.stepSeconds;
  const total = served
    ?.filter(({ labels: { pod = '' } }) => pods.has(pod))
    .reduce((sum, one) => sum + (last(one) || 0), 0);
  return {
    ...replicas(segments(ready, 'ready')),
    replicaHours: hours(there, lateBy(there, every('kube') + window.stepSeconds, windowSeconds)),
    served: total === undefined ? undefined : { value: total, error: (total * ENDS * every('vllm')) / windowSeconds },
  };
}

function replicas(ready: readonly Segment[]): Pick<MeasuredVariant, 'replicasMean' | 'replicasPeak'> {
  return { replicasMean: mean(ready), replicasPeak: peak(ready) };
}

function hours(created: readonly Segment[], errorSeconds: number): Counted | undefined {
  const replicaSeconds = integral(created);
  return replicaSeconds === undefined ? undefined : { value: replicaSeconds / 3600, error: errorSeconds / 3600 };
}
