/** Logs of the pods of TaskRuns. They go with their pod, as in a cluster without a log store. */

export interface LogLine {
  /** Epoch ms, simulated. */
  at: number;
  text: string;
}

type Listener = (namespace: string, pod: string) => void;

export class PodLogs {
  private readonly pods = new Map<string, Map<string, LogLine[]>>();
  private readonly listeners = new Set<Listener>();

  append(namespace: string, pod: string, container: string, line: LogLine): void {
    const key = `${namespace}/${pod}`;
    const containers = this.pods.get(key) ?? new Map<string, LogLine[]>();
    this.pods.set(key, containers);
    const lines = containers.get(container) ?? [];
    containers.set(container, lines);
    lines.push(line);
    this.listeners.forEach((listener) => listener(namespace, pod));
  }

  lines(namespace: string, pod: string, container: string): LogLine[] {
    return this.pods.get(`${namespace}/${pod}`)?.get(container) ?? [];
  }

  /** Forgets a pod's logs; who follows them is told. */
  drop(namespace: string, pod: string): void {
    this.pods.delete(`${namespace}/${pod}`);
    this.listeners.forEach((listener) => listener(namespace, pod));
  }

  /** Calls back when a pod has a new line or is gone; the answer ends that. */
  subscribe(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
