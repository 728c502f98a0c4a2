/**
 * `/faults`: GET lists the faults at work, DELETE clears them, POST does one or more of
 * `{fault, ms?, retryAfter?, method?, path?, count?}`, `{clear: true}`, `{seedRuns: n}`, `{compact: true}`,
 * `{dropWatches: true}`, `{delete: {namespace, name}}`, `{replace: {namespace, name}}`,
 * `{prune: {namespace, keep}}`, `{break: [what]}` (simulator/kube/breaks.ts). A list of them is taken one by one. No token is needed.
 */
import type { Cluster } from '../tekton/cluster';
import { isDone, type PipelineRun } from '../tekton/types';
import type { Api } from './api';
import type { DayTwo } from './dayTwo';
import type { Faults } from './faults';
import { isObject } from './patch';
import { sendJson, type Answer } from './respond';
import { badRequest, methodNotAllowed } from './status';

const MOST_SEED_RUNS = 100_000;

export class FaultRequests {
  constructor(
    private readonly cluster: Cluster,
    private readonly api: Api,
    private readonly faults: Faults,
    private readonly dayTwo: DayTwo
  ) {}

  /** Throws ApiError. */
  serve(method: string, body: string, answer: Answer): void {
    if (method === 'DELETE') {
      this.faults.clear();
      this.dayTwo.break([]);
    } else if (method === 'POST') {
      const orders = parsed(body);
      (Array.isArray(orders) ? orders : [orders]).forEach((order) => this.obey(order));
    } else if (method !== 'GET') {
      throw methodNotAllowed();
    }
    sendJson(answer, 200, { faults: this.faults.list() });
  }

  private obey(order: unknown): void {
    if (!isObject(order)) {
      throw badRequest('an order is an object');
    }
    if (order.clear === true) {
      this.faults.clear();
    }
    if (order.fault !== undefined) {
      this.faults.add(order);
    }
    if (order.compact === true) {
      this.api.compact();
    }
    if (order.dropWatches === true) {
      this.api.dropWatches();
    }
    if (typeof order.seedRuns === 'number') {
      this.cluster.seedFinishedRuns(Math.min(MOST_SEED_RUNS, order.seedRuns));
    }
    if (order.break !== undefined) {
      this.dayTwo.break(order.break);
    }
    this.changeRuns(order);
  }

  private changeRuns(order: Record<string, unknown>): void {
    if (isObject(order.delete)) {
      this.cluster.remove(...runOf(order.delete));
    }
    if (isObject(order.replace)) {
      this.replace(...runOf(order.replace));
    }
    if (isObject(order.prune)) {
      this.prune(order.prune);
    }
  }

  /** Another run of the same name, from the same spec: what a client sees when a run was deleted and made anew. */
  private replace(namespace: string, name: string): void {
    const { metadata, spec } = this.cluster.get('pipelineruns', namespace, name) as PipelineRun;
    const { labels, annotations } = metadata;
    this.cluster.remove(namespace, name);
    const { status: _ended, ...fresh } = spec;
    this.cluster.create(namespace, {
      apiVersion: 'tekton.dev/v1',
      kind: 'PipelineRun',
      metadata: { name, labels, annotations },
      spec: fresh,
    });
  }

  /** Deletes the oldest finished runs but `keep`. */
  private prune({ namespace = this.cluster.namespaces[0], keep = 0 }: Record<string, unknown>): void {
    const done = (this.cluster.list('pipelineruns', String(namespace)) as PipelineRun[])
      .filter(isDone)
      .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1));
    done.slice(Number(keep)).forEach(({ metadata }) => this.cluster.remove(metadata.namespace, metadata.name));
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw badRequest('the body is no JSON');
  }
}

function runOf({ namespace, name }: Record<string, unknown>): [namespace: string, name: string] {
  if (typeof namespace !== 'string' || typeof name !== 'string') {
    throw badRequest('namespace and name are needed');
  }
  return [namespace, name];
}
