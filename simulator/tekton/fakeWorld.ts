/** A world for tests: workloads whose pods become ready after a given time, and a record of what was asked of it. */
import type { LoadSource, PodView, ScalerSpec, WorkloadRef, WorldPort } from '../ports';
import { DEPLOYMENT } from './manifest';

const START = Date.UTC(2026, 10, 23, 12, 0, 0);

export class FakeWorld implements WorldPort {
  readonly speed = 1;
  time = START;
  replicas = 1;
  /** Replicas become ready this many seconds after they were asked for. */
  startSeconds = 5;
  scaler: ScalerSpec | undefined;
  readonly loads = new Map<string, LoadSource>();
  readonly calls: string[] = [];
  private readyAt = 0;

  now = () => this.time;
  workloads = (): WorkloadRef[] => [{ namespace: 'experiment-01', name: DEPLOYMENT }];

  startLoad(source: LoadSource): void {
    this.loads.set(source.id, source);
    this.calls.push(`start ${source.rate}@${(this.time - START) / 1000}`);
  }
  stopLoad(id: string): void {
    this.loads.delete(id);
    this.calls.push(`stop@${(this.time - START) / 1000}`);
  }
  removeScaler(): void {
    this.scaler = undefined;
    this.calls.push('remove scaler');
  }
  applyScaler(_target: WorkloadRef, spec: ScalerSpec): void {
    this.scaler = spec;
    this.calls.push(`apply scaler ${spec.minReplicas}-${spec.maxReplicas}`);
  }
  scale(_target: WorkloadRef, replicas: number): void {
    this.replicas = replicas;
    this.readyAt = this.time + this.startSeconds * 1000;
    this.calls.push(`scale ${replicas}`);
  }
  ready = () => (this.time >= this.readyAt ? this.replicas : 0);
  created = () => this.replicas;
  scalerProblem = (): string | undefined => undefined;
  pods(namespace: string): PodView[] {
    return namespace === 'experiment-01'
      ? Array.from({ length: this.replicas }, (_, i) => ({
          namespace,
          name: `${DEPLOYMENT}-5d9c7-${i}`,
          phase: 'Running' as const,
          ready: true,
          node: 'worker-1',
          labels: { 'llm-d.ai/role': 'decode' },
          containers: ['vllm', 'routing-proxy'],
          createdAt: START,
        }))
      : [];
  }
  podLog(_namespace: string, pod: string): string[] | undefined {
    return pod.startsWith(DEPLOYMENT)
      ? ['2026-11-23T12:00:00Z INFO engine started', '2026-11-23T12:00:10Z INFO ready']
      : undefined;
  }
}
