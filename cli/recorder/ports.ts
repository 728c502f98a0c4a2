/** What the recorder works with. Every promise settles in time; what is read is read by the code of the app. */
import type { AnnotationStore } from '../../src/annotations/annotationApi';
import type { RunAnalysis } from '../../src/domain/analysis/runAnalysis';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import type { Gate } from '../../src/domain/comparison/gates';
import type { RunLogs } from '../../src/domain/analysis/runLogs';
import { isTerminal } from '../../src/domain/phase';
import type { Run, TaskRun } from '../../src/domain/run';
import type { RunLinks } from '../../src/domain/runAnnotation';
import type { RecordMap } from '../../src/records/configMap';
import type { ListedRecord, RecordedVerdict } from '../../src/records/recordMarks';
import type { PackedRecord } from '../../src/records/pack';
import type { TektonReads } from '../kube/tektonReads';
import type { LeaseStore } from './lease';

/** A record as its ConfigMap's metadata tell it, without what takes memory. */
export interface KeptRecord extends Pick<ListedRecord, 'run' | 'figures' | 'verdict'> {
  namespace: string;
  /** Of the ConfigMap. */
  map: string;
  resourceVersion: string;
  /** Whether the webhook was told. */
  told: boolean;
}

export type MapRef = Pick<KeptRecord, 'namespace' | 'map'>;

export interface RecordStore {
  list(namespace: string): Promise<KeptRecord[]>;
  /** Undefined: there is a ConfigMap of that name. */
  create(map: RecordMap): Promise<KeptRecord | undefined>;
  /** Of the very ConfigMap that was seen; undefined: it is another by now, or gone. */
  replace(map: RecordMap, resourceVersion: string): Promise<KeptRecord | undefined>;
  /** Writes annotations beside those that are there. */
  note(ref: MapRef, annotations: Record<string, string>): Promise<void>;
  /** Undefined: it is gone. */
  read(ref: MapRef): Promise<RunAnalysis | undefined>;
  /** What is gone already counts as removed. */
  remove(ref: MapRef): Promise<void>;
}

export interface Measured {
  packed: PackedRecord;
  /** Whether Prometheus answered everything, and had something to say. */
  isWhole: boolean;
  /** Whether Prometheus had nothing to say: the run is older than its memory, or nothing of it was scraped. */
  isEmpty: boolean;
}

/** What the webhook is sent. */
export interface Told {
  kind: 'llmd-wva-run-recorded';
  run: Pick<AnalysedRun, 'namespace' | 'name' | 'uid' | 'experiment' | 'mode' | 'phase'> & {
    /** ISO 8601. */
    startedAt: string;
    finishedAt: string | null;
  };
  /** Name of the ConfigMap, in the namespace of the run. */
  record: string;
  figures: ListedRecord['figures'];
  verdict: RecordedVerdict | null;
}

export interface LogsAbout {
  /** Undefined of a run that the cluster no longer has: its pods are gone too. */
  run?: Pick<Run, 'loadTasks'>;
  tasks: readonly TaskRun[];
  /** What was read of it earlier. */
  before?: RunLogs;
  /** Whether the run has ended. */
  isOver: boolean;
  /** Epoch ms by the cluster's clock. */
  now: number;
}

export interface RecorderPorts {
  tekton: TektonReads;
  records: RecordStore;
  lease: LeaseStore;
  /** @param now epoch ms by the cluster's clock @throws when Prometheus answers nothing */
  measure(run: AnalysedRun, now: number, logs?: RunLogs): Promise<Measured>;
  /** What short-lived logs say of a run, and why some could not be read. Never fails. */
  logs?(run: AnalysedRun, about: LogsAbout): Promise<RunLogs>;
  /** Grafana's annotations, where it keeps them in step. */
  marks?: { store: AnnotationStore; links: RunLinks };
  tell?(message: Told): Promise<void>;
  /** ms of this machine. */
  clock(): number;
}

export interface RecorderOptions {
  /** Of this process, among recorders. */
  identity: string;
  gates: readonly Gate[];
  /** Records to keep of an experiment; undefined: all. */
  keep?: number;
}

/** Parts that fail on their own. */
export const PARTS = ['kubernetes', 'prometheus', 'grafana', 'webhook'] as const;
export type Part = (typeof PARTS)[number];

/** What a run in progress leaves is preliminary: it is replaced. */
export const isFinal = ({ run }: Pick<KeptRecord, 'run'>): boolean =>
  run.finishedAt !== undefined || (run.phase !== 'unknown' && isTerminal(run.phase));
