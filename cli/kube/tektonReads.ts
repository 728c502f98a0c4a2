/** The reads of the data source from Node: the same paths and the same failures, without Grafana's proxy. */
import { Observable } from 'rxjs';

import { translateError, type Call } from '../../src/datasource/errorTranslation';
import { Hydration } from '../../src/datasource/hydration';
import { HttpFailure } from '../../src/datasource/httpFailure';
import { listAll } from '../../src/datasource/listAll';
import { readPaths, type Query } from '../../src/datasource/paths';
import { RunReader } from '../../src/datasource/runReader';
import { httpRunsIo } from '../../src/datasource/runs/httpRunsIo';
import { browserPace } from '../../src/datasource/runs/pace';
import { runsStore } from '../../src/datasource/runs/runsStore';
import type { TektonApi } from '../../src/datasource/types';
import { decodePipeline, decodeTaskRun } from '../../src/kube/decode';
import type { KubeAccess } from './kubeAccess';
import { open, send, type Asked } from './request';

/** What is read of runs, as the app reads it. */
export type TektonReads = Pick<TektonApi, 'namespaces' | 'runs' | 'hydrate' | 'taskRuns'>;

interface Options {
  query?: Query;
  headers?: Record<string, string>;
  signal?: AbortSignal;
}

/** A watch is silent for a minute between bookmarks. */
const SILENT_MS = 120_000;

/** @param access asked for before each request: a pod's token is renewed in its file */
export function tektonReads(access: () => KubeAccess, namespaces: string[]): TektonReads {
  const client = new Client(access);
  const pipelines = (namespace: string, signal?: AbortSignal) =>
    listAll(
      client,
      readPaths.pipelines(namespace),
      { verb: 'list', resource: 'pipelines', namespace },
      {},
      decodePipeline,
      signal
    );
  const reader = new RunReader({ get: client.get.bind(client), pipelines, now: Date.now });
  const hydration = new Hydration((ref, signal) => reader.read(ref, signal), MOST_CACHED);
  const store = runsStore(namespaces, httpRunsIo(client), browserPace(), () => client.clockSkewMs, namespaces.length);
  return {
    namespaces,
    runs: () => store.snapshots,
    hydrate: (runs, signal) => hydration.hydrate(runs, signal),
    taskRuns: ({ namespace, name }, signal) =>
      listAll(
        client,
        readPaths.taskRuns(namespace),
        { verb: 'list', resource: 'taskruns', namespace },
        { labelSelector: `tekton.dev/pipelineRun=${name}` },
        decodeTaskRun,
        signal
      ),
  };
}

/** Each run is read once or twice: few are worth their memory. */
const MOST_CACHED = 20;

class Client {
  /** Cluster's clock minus this machine's, ms; the header counts whole seconds, so half of one is the best guess. */
  clockSkewMs = 0;

  constructor(private readonly access: () => KubeAccess) {}

  async get(path: string, call: Call, options: Options = {}): Promise<unknown> {
    const text = await this.getText(path, call, options);
    try {
      return JSON.parse(text) as unknown;
    } catch (error) {
      throw translateError(error, call);
    }
  }

  async getText(path: string, call: Call, options: Options = {}): Promise<string> {
    const sentAt = Date.now();
    try {
      const { status, body, date } = await send(this.access(), direct(path), asked(options));
      if (Number.isFinite(date)) {
        this.clockSkewMs = date + 500 - (sentAt + Date.now()) / 2;
      }
      if (status >= 400) {
        throw new HttpFailure(status, body);
      }
      return body;
    } catch (error) {
      options.signal?.throwIfAborted();
      throw translateError(error, call);
    }
  }

  /** Bytes as they come; unsubscribing ends the request. */
  stream(path: string, call: Call, options: Options = {}): Observable<Uint8Array> {
    return new Observable((observer) => {
      const ended = new AbortController();
      const pump = async () => {
        const request = { ...asked(options), timeoutMs: SILENT_MS, signal: ended.signal };
        const response = await open(this.access(), direct(path), request);
        const isRefused = (response.statusCode ?? 0) >= 400;
        let refusal = '';
        for await (const chunk of response) {
          if (isRefused) {
            refusal += String(chunk);
          } else {
            observer.next(chunk as Buffer);
          }
        }
        if (isRefused) {
          throw new HttpFailure(response.statusCode ?? 0, refusal);
        }
      };
      pump().then(
        () => observer.complete(),
        (error: unknown) => observer.error(translateError(error, call))
      );
      return () => ended.abort();
    });
  }
}

/** Grafana's proxy has a route for what is read; the API server has none. */
const direct = (path: string): string => path.replace(/^read\//, '/');

function asked({ query = {}, headers, signal }: Options): Asked {
  const given = Object.entries(query).flatMap(([name, value]): Array<[string, string | number | boolean]> =>
    value === undefined ? [] : [[name, value]]
  );
  return { query: Object.fromEntries(given), accept: headers?.Accept, signal };
}
