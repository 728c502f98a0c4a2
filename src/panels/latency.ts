/** Latency percentiles of a variant. */
import { latencyPercentiles, type Latency } from '../queries/latency';
import type { Scope } from '../queries/selector';
import type { PanelSpec } from './spec';

const TEXT = {
  ttft: {
    id: 'ttft',
    title: 'Time to first token',
    question: 'How long until an answer begins?',
    why: 'Grows with the queue and with the length of the prompt.',
  },
  itl: {
    id: 'itl',
    title: 'Inter-token latency',
    question: 'How fluently do answers come?',
    why: 'Grows with the batch. vLLM before 0.11 calls it time per output token; where both metrics exist, the new one is shown.',
  },
  e2e: {
    id: 'e2e-latency',
    title: 'End-to-end latency',
    question: 'How long does a whole answer take?',
    why: 'Queue, prefill and decode together; follows the length of the answers.',
  },
} as const satisfies Partial<Record<Latency, Record<'id' | 'title' | 'question' | 'why', string>>>;

/** p50, p90 and p99 of one latency, in one query. */
export function latencyPanel(scope: Scope, which: keyof typeof TEXT): PanelSpec {
  const { id, title, question, why } = TEXT[which];
  return {
    id,
    title: `${title}: p50, p90, p99`,
    description: `**${question}** Percentiles over all replicas of the variant, of requests that ended in each interval. ${why} WVA decides by KV cache and queue, not by latency: no threshold.`,
    unit: 's',
    min: 0,
    targets: [
      {
        refId: which,
        expr: latencyPercentiles(scope, which),
        legend: '{{quantile}}',
        seriesRoles: { p50: 'p50', p90: 'p90', p99: 'p99' },
      },
    ],
    viz: { kind: 'timeseries' },
    noData:
      'No request ended in this time, or vLLM’s histograms are not scraped. Start an experiment to see latencies.',
  };
}
