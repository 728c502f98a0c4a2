/** What the autoscaler sees. A version that does not emit it says so in place of the data. */
import { t } from '../i18n/t';
import { availableGpus, freshness, kvTokens, limitedDecisions, utilization } from '../queries/controller';
import type { Scope } from '../queries/selector';
import { BY_VARIANT, chart, counts } from './controllerPanels';
import type { PanelSpec } from './spec';

const SINCE_0_8 = t('boards.panel.wva-emits-this', 'WVA emits this from 0.8 on.');

/** What it sees: emitted from 0.8 on. */
export function controllerSight(scope: Scope): PanelSpec[] {
  return [
    chart({
      id: 'controller-utilization',
      title: t('boards.panel.controller-utilization.title', 'Demand over capacity'),
      description: t(
        'boards.panel.controller-utilization.description',
        "**What does WVA decide on?** By variant; with the V1 analyzer the mean KV use of the replicas. Compare with the replicas' own numbers: a variant that is missing here is not seen. {{since08}}",
        { since08: SINCE_0_8 }
      ),
      unit: 'percentunit',
      targets: [{ refId: 'utilization', expr: utilization(scope), legend: BY_VARIANT }],
      noData: SINCE_0_8,
    }),
    chart({
      id: 'controller-kv-tokens',
      title: t('boards.panel.controller-kv-tokens.title', 'KV-cache tokens in use'),
      description: t(
        'boards.panel.controller-kv-tokens.description',
        "**Does WVA's own count agree with vLLM's?** Share of the tokens that all replicas of a variant can hold. {{since08}}",
        { since08: SINCE_0_8 }
      ),
      unit: 'percentunit',
      max: 1,
      targets: [{ refId: 'tokens', expr: kvTokens(scope), legend: BY_VARIANT }],
      noData: SINCE_0_8,
    }),
    chart({
      id: 'controller-freshness',
      title: t('boards.panel.controller-freshness.title', 'Readings by freshness'),
      description: t(
        'boards.panel.controller-freshness.description',
        '**Does WVA decide on fresh numbers?** Readings of the variants’ pods, several a pod, by their state; some that a server does not have are always missing. It names no namespace, so all variants count. {{since08}}',
        { since08: SINCE_0_8 }
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
      noData: SINCE_0_8,
    }),
    chart({
      id: 'controller-gpus',
      title: t('boards.panel.controller-gpus.title', 'Allocatable GPUs'),
      description: t(
        'boards.panel.controller-gpus.description',
        "**How many GPUs does WVA's limiter count with?** Those of the nodes that it discovers, by accelerator, held or not; 0 where it finds none, and it cuts every decision down. {{since08}}",
        { since08: SINCE_0_8 }
      ),
      unit: 'short',
      decimals: 0,
      targets: [{ refId: 'gpus', expr: availableGpus(), legend: '{{accelerator_model}}' }],
      viz: { kind: 'timeseries', step: true },
      noData: SINCE_0_8,
    }),
    counts({
      id: 'controller-limited',
      title: t('boards.panel.controller-limited.title', 'Decisions cut down'),
      description: t(
        'boards.panel.controller-limited.description',
        '**Does a limiter hold variants back?** Decisions that it cut down in the range, by limiter. {{since08}}',
        { since08: SINCE_0_8 }
      ),
      expr: limitedDecisions(scope),
      by: { label: 'limiter_name', title: t('boards.column.limiter', 'Limiter') },
      noData: SINCE_0_8,
    }),
  ];
}
