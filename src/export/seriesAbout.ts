/** What each exported series is, and its unit as Grafana's unit id. */
import type { LatencyId, SeriesId } from '../domain/analysis/types';

interface SeriesAbout {
  unit: string;
  about: string;
}

type LatencySeriesId = Extract<SeriesId, `${LatencyId}P${number}`>;

const LATENCY: Record<LatencyId, string> = {
  ttft: 'Time to first token',
  itl: 'Inter-token latency',
  e2e: 'End-to-end latency',
};

const OTHERS: Record<Exclude<SeriesId, LatencySeriesId>, SeriesAbout> = {
  desired: { unit: 'replicas', about: 'Replicas that WVA wants' },
  hpaDesired: { unit: 'replicas', about: 'Replicas that the HPA wants' },
  created: { unit: 'replicas', about: 'Replicas that exist, starting ones too' },
  ready: { unit: 'replicas', about: 'Replicas that serve' },
  planned: { unit: 'reqps', about: 'Requests per second of the load profile' },
  arrived: {
    unit: 'reqps',
    about:
      "Requests per second that arrived, by the label source: router, what it counted and the growth of its queue; estimate, first tokens and the growth of vLLM's queues",
  },
  served: { unit: 'reqps', about: 'Requests per second that ended with an answer' },
  failed: { unit: 'reqps', about: 'Requests per second that ended without one' },
  runningByPod: { unit: 'requests', about: "Requests in a replica's batch" },
  queueByPod: { unit: 'requests', about: 'Requests that wait at a replica' },
  kvByPod: { unit: 'percentunit', about: "Share of a replica's KV cache in use, 0 to 1" },
  power: { unit: 'watt', about: 'Power of all GPUs of the workload' },
  gpus: { unit: 'gpus', about: 'GPUs that the workload holds' },
  generatedTokens: { unit: 'tokens/s', about: 'Generated tokens per second' },
  promptTokens: { unit: 'tokens/s', about: 'Prompt tokens per second' },
};

export function seriesAbout(id: SeriesId): SeriesAbout {
  const [, latency, percentile] = /^(ttft|itl|e2e)P(\d+)$/.exec(id) ?? [];
  return latency === undefined
    ? OTHERS[id as keyof typeof OTHERS]
    : { unit: 's', about: `${LATENCY[latency as LatencyId]}, p${percentile ?? ''} of the requests around each time` };
}
