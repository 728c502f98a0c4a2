/** What the autoscaler sees. A version that does not emit it says so in place of the data. */
import { t } from '../i18n/t';
import { availableGpus, freshness, kvTokens, limitedDecisions, utilization } from '../queries/controller';
import type { Scope } from '../queries/selector';
import { BY_VARIANT, chart, counts } from './controllerPanels';
import type { PanelSpec } from './spec';

const SINCE_0_9 = t('boards.panel.wva-emits-this', 'WVA emits this from 0.9 on.');

/** What it sees: emitted from 0.9 on. */
export function controllerSight(scope: Scope): PanelSpec[] {
  return [
    chart({
      id: 'controller-utilization',
      title: t('boards.panel.controller-utilization.title', 'Demand over capacity, as WVA sees it'),
      description: t(
        'boards.panel.controller-utilization.description',
        "**What does WVA decide on?** By variant; with the V1 analyzer the mean KV use of the replicas. Compare with the replicas' own numbers: a variant that is missing here is not seen. {{since09}}",
        { since09: SINCE_0_9 }
      ),
      unit: 'percentunit',
      targets: [{ refId: 'utilization', expr: utilization(scope), legend: BY_VARIANT }],
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-kv-tokens',
      title: t('boards.panel.controller-kv-tokens.title', 'KV-cache tokens in use, by WVA’s count'),
      description: t(
        'boards.panel.controller-kv-tokens.description',
        "**Does WVA's own count agree with vLLM's?** Share of the tokens that all replicas of a variant can hold. {{since09}}",
        { since09: SINCE_0_9 }
      ),
      unit: 'percentunit',
      max: 1,
      targets: [{ refId: 'tokens', expr: kvTokens(scope), legend: BY_VARIANT }],
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-freshness',
      title: t('boards.panel.controller-freshness.title', 'Pods by freshness of their metrics'),
      description: t(
        'boards.panel.controller-freshness.description',
        '**Does WVA decide on fresh numbers?** Pods of the variants by the state of their metrics; missing are those that start. It names no namespace, so all variants count. {{since09}}',
        { since09: SINCE_0_9 }
      ),
      unit: 'short',
      decimals: 0,
      targets: [
        {
          refId: 'freshness',
          expr: freshness(scope),
          legend: '{{status}}',
          seriesRoles: { fresh: 'ok', stale: 'queue', missing: 'pending', unavailable: 'error' },
        },
      ],
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-gpus',
      title: t('boards.panel.controller-gpus.title', 'GPUs free for scale-up'),
      description: t(
        'boards.panel.controller-gpus.description',
        "**Is there room to scale up?** As WVA's limiter counts it, by accelerator. At 0 it cuts decisions down. {{since09}}",
        { since09: SINCE_0_9 }
      ),
      unit: 'short',
      decimals: 0,
      targets: [{ refId: 'gpus', expr: availableGpus(), legend: '{{accelerator_model}}' }],
      viz: { kind: 'timeseries', step: true },
      noData: SINCE_0_9,
    }),
    counts({
      id: 'controller-limited',
      title: t('boards.panel.controller-limited.title', 'Decisions cut down'),
      description: t(
        'boards.panel.controller-limited.description',
        '**Does a limiter hold variants back?** Decisions that it cut down in the range, by limiter. {{since09}}',
        { since09: SINCE_0_9 }
      ),
      expr: limitedDecisions(scope),
      by: { label: 'limiter_name', title: t('boards.column.limiter', 'Limiter') },
      noData: SINCE_0_9,
    }),
  ];
}
