/** The simulated cluster behind a server of its own, to be asked what Tekton is asked. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createKubeHandler } from '../../../simulator/kube/server';
import { Cluster } from '../../../simulator/tekton/cluster';
import { FakeWorld } from '../../../simulator/tekton/fakeWorld';
import type { Pipeline, PipelineRun, TaskRun } from '../../../simulator/tekton/types';
import { KubeApi } from '../api';
import { NAMESPACE } from '../policyCases';

export class Simulated {
  readonly world = new FakeWorld();
  readonly cluster: Cluster;
  private server: Server | undefined;

  /** @param pipelines are installed beside its own */
  constructor(pipelines: Pipeline[] = []) {
    this.cluster = new Cluster(this.world, { pace: 'demo', installed: { pipelines, tasks: [] } });
  }

  /** An account that may create and patch runs. */
  async api(): Promise<KubeApi> {
    const handle = createKubeHandler(this.cluster);
    const server = createServer((request, response) => void handle(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new KubeApi({ url: `http://127.0.0.1:${port}`, token: 'runner' });
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(undefined));
  }

  pass(seconds: number): void {
    for (let i = 0; i < seconds; i++) {
      this.world.time += 1000;
      this.cluster.tick(this.world.time);
    }
  }

  /** Lets time pass until it is as asked; at most an hour and a half. */
  until(is: () => boolean): void {
    for (let i = 0; i < 5400 && !is(); i++) {
      this.pass(1);
    }
  }

  run(name: string): PipelineRun {
    return this.cluster.get('pipelineruns', NAMESPACE, name) as PipelineRun;
  }

  taskRuns(name: string): TaskRun[] {
    return this.cluster.list('taskruns', NAMESPACE, `tekton.dev/pipelineRun=${name}`) as TaskRun[];
  }
}
