/** What a vLLM pod logs, told from what the model knows of it. */
import type { ReplicaPod } from './deployment';
import type { VariantSpec } from './presets';

const stamp = (seconds: number) => new Date(seconds * 1000).toISOString();

/** The life of a pod so far, oldest line first, each starting with an RFC 3339 time. */
export function podLogLines(pod: ReplicaPod, spec: VariantSpec, now: number): string[] {
  const lines: Array<[number, string]> = [];
  const { placed } = pod;
  const [engine] = pod.engines;
  if (placed && now >= placed.startedAt) {
    lines.push([placed.startedAt, `INFO vLLM API server starting, model ${spec.model}`]);
    lines.push([placed.startedAt + 2, `INFO Starting to load model ${spec.model}...`]);
  }
  if (placed && engine) {
    lines.push([placed.readyAt - 3, 'INFO Capturing CUDA graphs done']);
    lines.push([placed.readyAt, 'INFO Application startup complete.']);
    lines.push([
      now,
      `INFO Engine 000: Running: ${engine.running} reqs, Waiting: ${engine.waiting} reqs, ` +
        `GPU KV cache usage: ${(engine.kvUse * 100).toFixed(1)}%, finished: ${engine.finished}`,
    ]);
  }
  if (pod.deletedAt !== undefined) {
    lines.push([pod.deletedAt, 'INFO Received SIGTERM, shutting down']);
  }
  return lines
    .filter(([at]) => at <= now)
    .sort(([a], [b]) => a - b)
    .map(([at, text]) => `${stamp(at)} ${text}`);
}
