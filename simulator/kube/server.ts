/** The Kubernetes API over HTTP: paths under /apis, /api, /version, and /faults for tests. */
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Cluster } from '../tekton/cluster';

export interface KubeServerOptions {
  /** Bearer token that reads; `reader` by default. */
  readerToken?: string;
  /** Bearer token that creates and patches PipelineRuns; `runner` by default. */
  runnerToken?: string;
}

export type KubeHandler = (req: IncomingMessage, res: ServerResponse) => boolean;

/** The handler is true when it has taken the request: paths under /apis, /api, /version, /faults. */
export function createKubeHandler(_cluster: Cluster, _options: KubeServerOptions = {}): KubeHandler {
  return () => false;
}
