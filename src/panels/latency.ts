/** Latency percentiles of a variant. */
import { t } from '../i18n/t';
import { latencyPercentiles, type Latency } from '../queries/latency';
import * as recorded from '../queries/recorded';
import type { Scope } from '../queries/selector';
import { POINTS, type PanelSpec } from './spec';

const TEXT = {
  ttft: {
    id: 'ttft',
    title: t('boards.panel.ttft.title', 'Time to first token'),
    question: t('boards.panel.ttft.question', 'How long until an answer begins?'),
    why: t('boards.panel.ttft.why', 'Grows with the queue and with the length of the prompt.'),
  },
  itl: {
    id: 'itl',
    title: t('boards.panel.itl.title', 'Inter-token latency'),
    question: t('boards.panel.itl.question', 'How fluently do answers come?'),
    why: t(
      'boards.panel.itl.why',
      'Grows with the batch. vLLM before 0.11 calls it time per output token; where both metrics exist, the new one is shown.'
    ),
  },
  e2e: {
    id: 'e2e-latency',
    title: t('boards.panel.e2e-latency.title', 'End-to-end latency'),
    question: t('boards.panel.e2e-latency.question', 'How long does a whole answer take?'),
    why: t('boards.panel.e2e-latency.why', 'Queue, prefill and decode together; follows the length of the answers.'),
  },
} as const satisfies Partial<Record<Latency, Record<'id' | 'title' | 'question' | 'why', string>>>;

/** p50, p90 and p99 of one latency, in one query. */
export function latencyPanel(scope: Scope, which: keyof typeof TEXT): PanelSpec {
  const { id, title, question, why } = TEXT[which];
  return {
    id,
    title,
    description: t(
      'boards.panel.percentiles-over-all',
      '**{{question}}** Percentiles over all replicas of the variant, of requests that ended in each interval. {{why}} WVA decides by KV cache and queue, not by latency: no threshold.',
      { question, why }
    ),
    unit: 's',
    min: 0,
    points: POINTS.third,
    targets: [
      {
        refId: which,
        expr: latencyPercentiles(scope, which),
        recorded: recorded.latencyPercentiles(scope, which),
        legend: '{{quantile}}',
        seriesRoles: { p50: 'p50', p90: 'p90', p99: 'p99' },
      },
    ],
    viz: { kind: 'timeseries' },
    noData: t(
      'boards.panel.no-request-ended',
      'No request ended in this time, or vLLM’s histograms are not scraped. Start an experiment to see latencies.'
    ),
    needs: 'vllm',
  };
}
