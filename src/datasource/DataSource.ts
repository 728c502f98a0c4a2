/** The Tekton data source: what the app and the panel call ({@link TektonApi}), and what Grafana calls. */
import {
  DataSourceApi,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { config, getTemplateSrv } from '@grafana/runtime';
import { filter, firstValueFrom, Observable, of } from 'rxjs';

import { t } from '../i18n/t';
import { LABELS, RUNS_POLICY } from '../constants';
import type { Listed } from '../domain/listed';
import type { Pipeline, Preset, RunRequest } from '../domain/pipeline';
import type { Run, RunRef, RunSummary, TaskRun } from '../domain/run';
import { decodeAccounts } from '../kube/accounts';
import { decodeConfigMapData, decodePipeline, decodePresets, decodeTaskRun } from '../kube/decode';
import { pipelineRunManifest } from '../kube/manifest';
import { isUserError, UserError } from '../shared/errors';
import { annotationSupport } from './annotationSupport';
import { cancelRun } from './cancelRun';
import { clusterReader } from './clusterReader';
import { translateError, type Call } from './errorTranslation';
import { checkHealth } from './health';
import { Hydration } from './hydration';
import { listAll } from './listAll';
import { readPaths } from './paths';
import { runQueries } from './queries';
import { browserPace } from './runs/pace';
import { RunReader } from './runReader';
import { httpRunsIo } from './runs/httpRunsIo';
import { runsStore, type RunsStore } from './runs/runsStore';
import { createRun, dryRun } from './createRun';
import { TektonClient } from './TektonClient';
import type {
  CancelMode,
  ClusterReader,
  LogRequest,
  RunsSnapshot,
  StartMarks,
  TektonApi,
  TektonQuery,
  TektonSettings,
} from './types';
import { TektonVariables } from './variables';

const QUERY_TYPES: ReadonlyArray<TektonQuery['queryType']> = ['runs', 'taskRuns', 'loadProfile'];

export class TektonDataSource extends DataSourceApi<TektonQuery, TektonSettings> implements TektonApi {
  readonly namespaces: string[];
  readonly canStart: boolean;

  /** For the page of readiness. */
  readonly cluster: ClusterReader;

  private readonly client: TektonClient;
  private readonly hydration: Hydration;
  private readonly store: RunsStore;
  private readonly reader: RunReader;

  constructor(private readonly settings: DataSourceInstanceSettings<TektonSettings>) {
    super(settings);
    const { namespaces = [], canStart = true, oauthPassThru = false } = settings.jsonData;
    this.namespaces = [...new Set(namespaces.map((n) => n.trim()).filter((n) => n !== ''))];
    // Unknown counts as yes: a data source provisioned without the flag may have a token, and the server will tell.
    this.canStart = canStart || oauthPassThru;
    this.client = new TektonClient(settings.uid);
    this.cluster = clusterReader(this.client);
    this.reader = new RunReader({
      get: this.client.get.bind(this.client),
      pipelines: (namespace) => this.pipelines(namespace),
      now: Date.now,
    });
    this.hydration = new Hydration((ref, signal) => this.getRun(ref, signal));
    this.store = runsStore(this.namespaces, httpRunsIo(this.client), browserPace(), () => this.client.clockSkewMs);
    this.annotations = annotationSupport();
    this.variables = new TektonVariables(this);
  }

  runs(): Observable<RunsSnapshot> {
    return this.settings.jsonData.apiServer ? this.store.snapshots : of(notConfigured());
  }

  retryRuns(): void {
    this.store.retry();
  }

  async getRun(ref: RunRef, signal?: AbortSignal): Promise<Run> {
    const run = await this.reader.read(ref, signal);
    this.store.learn([run]);
    return run;
  }

  hydrate(runs: RunSummary[], signal?: AbortSignal): Promise<Run[]> {
    return this.hydration.hydrate(runs, signal);
  }

  taskRuns({ namespace, name }: RunRef, signal?: AbortSignal): Promise<Listed<TaskRun>> {
    const labelSelector = `tekton.dev/pipelineRun=${name}`;
    readPaths.pipelineRun(namespace, name); // refuses a name that would change the selector
    const call: Call = { verb: 'list', resource: 'taskruns', namespace };
    return listAll(this.client, readPaths.taskRuns(namespace), call, { labelSelector }, decodeTaskRun, signal);
  }

  logs({ namespace, pod, follow, since, ...options }: LogRequest): Observable<string> {
    const call: Call = { verb: 'get', resource: 'pods/log', namespace, name: pod };
    return new Observable((observer) => {
      const decoder = new TextDecoder();
      const say = (text: string) => text !== '' && observer.next(text);
      const sinceTime = since === undefined ? undefined : new Date(since).toISOString();
      const query = { ...options, sinceTime, follow: follow || undefined };
      return this.client.stream(readPaths.podLog(namespace, pod), call, { query }).subscribe({
        next: (bytes) => say(decoder.decode(bytes, { stream: true })),
        error: (error) => observer.error(error),
        complete: () => {
          say(decoder.decode());
          observer.complete();
        },
      });
    });
  }

  pipelines(namespace: string, signal?: AbortSignal): Promise<Listed<Pipeline>> {
    const call: Call = { verb: 'list', resource: 'pipelines', namespace };
    return listAll(this.client, readPaths.pipelines(namespace), call, {}, decodePipeline, signal);
  }

  async presets(namespace: string, signal?: AbortSignal): ReturnType<TektonApi['presets']> {
    const path = readPaths.configMaps(namespace);
    const call: Call = { verb: 'list', resource: 'configmaps', namespace };
    const maps = await listAll(this.client, path, call, { labelSelector: LABELS.preset }, decodePresets, signal);
    const lost = maps.gap?.unreadable ?? [];
    return {
      presets: maps.items.flatMap((m): Preset[] => m.presets),
      broken: [...maps.items.flatMap((m) => m.broken), ...lost.map(({ name, problem }) => ({ name, error: problem }))],
    };
  }

  async configMap(namespace: string, name: string, signal?: AbortSignal): Promise<Record<string, string> | undefined> {
    const call: Call = { verb: 'get', resource: 'configmaps', namespace, name };
    return this.ifReadable(call, async () =>
      decodeConfigMapData(await this.client.get(readPaths.configMap(namespace, name), call, { signal }))
    );
  }

  /** The policy is about the runner's token: with users' own tokens it says nothing. */
  async accounts(signal?: AbortSignal): Promise<string[] | undefined> {
    if (this.settings.jsonData.oauthPassThru) {
      return undefined;
    }
    const call: Call = { verb: 'get', resource: 'validatingadmissionpolicies', name: RUNS_POLICY.name };
    return this.ifReadable(call, async () =>
      decodeAccounts(await this.client.get(readPaths.runsPolicy(), call, { signal }))
    );
  }

  manifest(request: RunRequest, marks: StartMarks): Record<string, unknown> {
    return pipelineRunManifest(request, marks);
  }

  async createRun(request: RunRequest, marks: StartMarks, options: { dryRun?: boolean } = {}): Promise<Run> {
    const io = {
      post: this.client.post.bind(this.client),
      getRun: (ref: RunRef) => this.getRun(ref),
      sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    };
    try {
      return await (options.dryRun ? dryRun(io, request, marks) : createRun(io, request, marks));
    } catch (error) {
      throw translateError(error, { verb: 'create', resource: 'pipelineruns', namespace: request.namespace });
    }
  }

  async cancelRun(ref: RunRef & { uid: string }, mode: CancelMode): Promise<Run> {
    const io = { mergePatch: this.client.mergePatch.bind(this.client), getRun: (r: RunRef) => this.getRun(r) };
    try {
      return await cancelRun(io, ref, mode);
    } catch (error) {
      throw translateError(error, {
        verb: 'patch',
        resource: 'pipelineruns',
        namespace: ref.namespace,
        name: ref.name,
      });
    }
  }

  override query(request: DataQueryRequest<TektonQuery>): Observable<DataQueryResponse> {
    const targets = request.targets
      .map(typed)
      .filter((target) => this.filterQuery(target))
      .map((target) => this.interpolate(target, request.scopedVars));
    return runQueries(this, targets, request);
  }

  override filterQuery(query: TektonQuery): boolean {
    const { hide, queryType, ...rest } = typed(query);
    if (hide || !QUERY_TYPES.includes(queryType)) {
      return false;
    }
    return queryType === 'runs' || Boolean(rest.namespace && 'name' in rest && rest.name);
  }

  override getDefaultQuery(): Partial<TektonQuery> {
    return { queryType: 'runs', limit: 100 };
  }

  override interpolateVariablesInQueries(queries: TektonQuery[], scopedVars: ScopedVars): TektonQuery[] {
    return queries.map((query) => this.interpolate(query, scopedVars));
  }

  override getQueryDisplayText(query: TektonQuery): string {
    return query.queryType === 'runs'
      ? `runs ${query.experiment ?? ''}`.trim()
      : `${query.queryType} ${query.namespace}/${query.name}`;
  }

  override testDatasource(): Promise<TestDataSourceResponse> {
    return checkHealth({
      client: this.client,
      settings: this.settings.jsonData,
      namespaces: this.namespaces,
      canStart: this.canStart,
      isEditor: isEditor(),
      pipelines: (namespace) => this.pipelines(namespace),
    });
  }

  /** The first complete answer of the run list. */
  async snapshot(): Promise<RunsSnapshot> {
    return firstValueFrom(this.runs().pipe(filter(({ state }) => state !== 'loading')));
  }

  /** Several values of a variable come as `a,b`: no Kubernetes name has a comma. */
  private interpolate(query: TektonQuery, scopedVars?: ScopedVars): TektonQuery {
    const replace = (text: string | undefined) => text && getTemplateSrv().replace(text, scopedVars, 'csv');
    return query.queryType === 'runs'
      ? {
          ...query,
          namespace: replace(query.namespace),
          pipeline: replace(query.pipeline),
          experiment: replace(query.experiment),
        }
      : { ...query, namespace: replace(query.namespace) ?? '', name: replace(query.name) ?? '' };
  }

  /** Undefined for what is not there, or not for the reader's token. */
  private async ifReadable<T>(call: Call, read: () => Promise<T>): Promise<T | undefined> {
    try {
      return await read();
    } catch (error) {
      if (isUserError(error) && (error.status === 404 || error.status === 403)) {
        return undefined;
      }
      throw translateError(error, call);
    }
  }
}

/** A query that says nothing of its type is one of runs, as its editor shows it. */
function typed(query: TektonQuery): TektonQuery {
  return (query as Partial<TektonQuery>).queryType === undefined
    ? ({ ...query, queryType: 'runs' } as TektonQuery)
    : query;
}

function isEditor(): boolean {
  const user = config.bootData?.user;
  return Boolean(user?.isGrafanaAdmin) || user?.orgRole === 'Editor' || user?.orgRole === 'Admin';
}

function notConfigured(): RunsSnapshot {
  const error = new UserError({
    title: t('errors.cluster.data-source-not', 'The data source is not configured'),
    message: t('errors.cluster.has-no-address', 'It has no address of a Kubernetes API server.'),
    nextStep: t('errors.cluster.give-server-url', "Give the server URL in the data source's settings."),
  });
  return { state: 'stale', runs: [], asOf: Date.now(), clockSkewMs: 0, error };
}
