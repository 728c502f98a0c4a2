/**
 * The contract of the Tekton data source: its settings, its queries, and the calls that the panel and the app make on it.
 *
 * The three plugins are bundled apart. The app and the panel get the data source from Grafana's data source service and
 * see it through {@link TektonApi}; nothing here may carry code.
 */
import type { DataQuery } from '@grafana/schema';
import type { DataSourceJsonData } from '@grafana/data';
import type { Observable } from 'rxjs';

import type { CancelMode } from '../domain/cancelMode';
import type { Listed } from '../domain/listed';
import type { Pipeline, Preset, RunRequest } from '../domain/pipeline';
import type { ListOf } from '../kube/listPath';
import type { Run, RunRef, RunSummary, TaskRun } from '../domain/run';
import type { RunFact } from '../domain/shownRun';

export interface TektonSettings extends DataSourceJsonData {
  /** Address of the Kubernetes API server, for example `https://kubernetes.default.svc`. */
  apiServer?: string;
  /** Namespaces whose runs are read. */
  namespaces?: string[];
  tlsAuthWithCACert?: boolean;
  tlsSkipVerify?: boolean;
  serverName?: string;
  /** Forward the signed-in user's OAuth token in place of the two service account tokens. */
  oauthPassThru?: boolean;
  /** Whether a runner token was given: secure fields are not readable by viewers, this is. Kept by the config editor. */
  canStart?: boolean;
}

export interface TektonSecrets {
  readerToken?: string;
  runnerToken?: string;
  tlsCACert?: string;
}

export type TektonQuery = DataQuery &
  (
    | {
        queryType: 'runs';
        namespace?: string;
        pipeline?: string;
        experiment?: string;
        limit?: number;
        /** Of an annotation query: leaves out runs that Grafana has an annotation of, so that none is drawn twice. */
        unrecorded?: boolean;
      }
    | { queryType: 'taskRuns'; namespace: string; name: string }
    | { queryType: 'loadProfile'; namespace: string; name: string }
  );

/** Query of a template variable of this data source. */
export type TektonVariableQuery = { refId: string } & (
  | { kind: 'namespaces' }
  | { kind: 'pipelines'; namespace?: string }
  | { kind: 'experiments'; namespace?: string }
  | { kind: 'runs'; namespace?: string; experiment?: string }
  /** The runs that a dashboard can show, the automatic choice first; their values are their ids. */
  | { kind: 'shownRuns' }
  /** One thing of the run that is shown. */
  | { kind: 'runFact'; run: string; fact: RunFact }
);

/** The runs of all configured namespaces at a moment. */
export interface RunsSnapshot {
  /**
   * `loading`: pages are still coming in; `live`: a watch is open; `polling`: the watch is not available and changes are
   * asked for every few seconds; `stale`: the last attempt failed, the runs are those of `asOf`.
   */
  state: 'loading' | 'live' | 'polling' | 'stale';
  /** Newest first, by creation. */
  runs: RunSummary[];
  /** When the runs were last known to be true, epoch ms by the browser's clock. */
  asOf: number;
  /** Cluster's clock minus browser's clock, ms, from the `Date` header of the last answer. */
  clockSkewMs: number;
  /** Why the snapshot is stale, or which namespaces could not be read. A UserError. */
  error?: Error;
}

/** A list of objects of one kind, read as they are. */
export interface ApiList extends ListOf {
  /** As a Table with metadata only: a fraction of the size. */
  asTable?: boolean;
}

/** Reads of the Kubernetes API for what has no call of its own in {@link TektonApi}: all by GET, with the reader's token. */
export interface ClusterReader {
  /** The server's version, its API groups, or a list; a UserError with the HTTP status where it fails. */
  read(what: 'version' | 'groups' | ApiList, signal?: AbortSignal): Promise<unknown>;
  /** Whether anything of a list has changed since a resource version; true where that cannot be told. */
  changedSince(list: ApiList, resourceVersion: string, signal?: AbortSignal): Promise<boolean>;
  /** Cluster's clock minus browser's clock, ms, from the last answer. */
  readonly clockSkewMs: number;
}

export type { CancelMode };

export interface LogRequest {
  namespace: string;
  pod: string;
  container: string;
  /** Keep the stream open while the container runs. */
  follow: boolean;
  /** Only the last lines; all without it. */
  tailLines?: number;
  /** Only lines since then, epoch ms. */
  since?: number;
  /** The log ends after so many bytes, in the middle of a line where that is one. */
  limitBytes?: number;
  /** Each line begins with its time, RFC 3339 with nanoseconds, and a space. */
  timestamps?: boolean;
}

export interface StartMarks {
  /** Grafana login. */
  startedBy: string;
}

/**
 * What the data source offers to the app and the panel. Every promise and observable fails with a UserError
 * (`shared/errors.ts`) that says what to do next.
 */
export interface TektonApi {
  readonly uid: string;
  readonly name: string;
  readonly namespaces: string[];
  /** Whether runs can be started and changed with this data source at all (the user's role aside). */
  readonly canStart: boolean;
  /** Reads of the cluster as they are; undefined of a source that has none. */
  readonly cluster?: ClusterReader;

  /**
   * The runs of the configured namespaces, kept current. All subscribers share one list and one watch, which end with
   * the last of them. Never completes; errors are in the snapshot.
   */
  runs(): Observable<RunsSnapshot>;
  /** Asks at once where the last attempt to read the runs failed, in place of after a pause. */
  retryRuns(): void;
  getRun(ref: RunRef, signal?: AbortSignal): Promise<Run>;
  /** Runs in full, cached by uid and resourceVersion, a few requests at a time; ones that are gone are left out. */
  hydrate(runs: RunSummary[], signal?: AbortSignal): Promise<Run[]>;
  taskRuns(ref: RunRef, signal?: AbortSignal): Promise<Listed<TaskRun>>;
  /** Chunks of text as they come; completes at the end of the log. Unsubscribing ends the stream. */
  logs(request: LogRequest): Observable<string>;
  pipelines(namespace: string, signal?: AbortSignal): Promise<Listed<Pipeline>>;
  /** Presets from the namespace's ConfigMaps; a ConfigMap that cannot be read comes back in `broken`. */
  presets(
    namespace: string,
    signal?: AbortSignal
  ): Promise<{ presets: Preset[]; broken: Array<{ name: string; error: string }> }>;
  /** `data` of a ConfigMap; undefined when there is none, or when the token may not read it. */
  configMap(namespace: string, name: string, signal?: AbortSignal): Promise<Record<string, string> | undefined>;
  /**
   * Service accounts that the cluster's policy lets runs be started under; undefined when there is no such policy, it may
   * not be read, or it does not apply.
   */
  accounts(signal?: AbortSignal): Promise<string[] | undefined>;
  /** The manifest that {@link createRun} would send, for the YAML view. */
  manifest(request: RunRequest, marks: StartMarks): Record<string, unknown>;
  /** Creates a PipelineRun with strict validation; with `dryRun` the server checks it and nothing is created. */
  createRun(request: RunRequest, marks: StartMarks, options?: { dryRun?: boolean }): Promise<Run>;
  /** Ends a run; refused when the run of that name is no longer the one of `uid`. */
  cancelRun(ref: RunRef & { uid: string }, mode: CancelMode): Promise<Run>;
}
