/** The autoscaler itself. What a WVA version does not emit is said in place of the data. */
import {
  availableGpus,
  cycles,
  decisionTime,
  desiredAge,
  desiredRatio,
  errors,
  freshness,
  identity,
  kvTokens,
  limitedDecisions,
  scalings,
  utilization,
} from '../queries/controller';
import { variantCount } from '../queries/fleet';
import type { Scope } from '../queries/selector';
import { figure } from './figure';
import type { PanelSpec, Target, Threshold } from './spec';

const SINCE_0_9 = 'WVA emits this from 0.9 on.';
const AGE: Threshold[] = [
  {
    value: 60,
    label: 'old from 60 s',
    severity: 'warning',
    source: "this plugin's choice, above two scrapes of 15 s",
  },
  {
    value: 180,
    label: 'stale from 180 s',
    severity: 'critical',
    source: "this plugin's choice, below the five minutes after which Prometheus forgets it",
  },
];

/** Which WVA is it, and how is it set up? */
export function controllerIdentity(): PanelSpec {
  return {
    id: 'controller-identity',
    title: 'Version and configuration',
    description:
      '**Which WVA is it, and how is it set up?** The version follows from the metrics that it emits. Analyzer, limiter and scale to zero are told from 0.9 on; before, its ConfigMaps and arguments say them.',
    unit: 'short',
    targets: [{ refId: 'identity', expr: identity(), instant: true, format: 'table' }],
    viz: {
      kind: 'table',
      columns: [
        { from: 'label:series', title: 'WVA', minWidth: 110 },
        { from: 'label:analyzer_name', title: 'Analyzer', minWidth: 120 },
        { from: 'label:limiter_enabled', title: 'Limiter', width: 90 },
        { from: 'label:scale_to_zero_enabled', title: 'Scale to zero', width: 120 },
      ],
    },
    noData: 'No metrics of WVA. Check that Prometheus scrapes the controller (ServiceMonitor).',
  };
}

/** Is there something to decide, and does it decide? */
export function controllerFigures(scope: Scope): PanelSpec[] {
  return [
    figure({
      id: 'controller-variants',
      title: 'Variants',
      question: 'How many variants does WVA manage?',
      text: 'Those in scope whose desired replicas it reports. None: it found no variant, or waits for a leader.',
      unit: 'short',
      decimals: 0,
      query: variantCount(scope),
      noData: 'No variant in scope',
    }),
    figure({
      id: 'controller-age',
      title: 'Age of desired replicas',
      question: 'Is what WVA says live?',
      text: 'Time since Prometheus last got its desired replicas.',
      unit: 's',
      decimals: 0,
      query: desiredAge(scope),
      thresholds: AGE,
      noData: 'No desired replicas from WVA',
    }),
  ];
}

interface Chart {
  id: string;
  title: string;
  description: string;
  unit: string;
  decimals?: number;
  max?: number;
  targets: Target[];
  noData: string;
  viz?: PanelSpec['viz'];
}

const chart = ({ viz = { kind: 'timeseries' }, ...rest }: Chart): PanelSpec => ({ ...rest, min: 0, viz });
const BY_VARIANT = '{{namespace}}/{{variant}}';

/** WVA decides once a minute by default: over five minutes the rates of what it does are steady. */
const steady = (expr: string): string => expr.replaceAll('$__rate_interval', '5m');
const OVER = 'Over five minutes.';

/** How often, how long and how well it decides, whatever its version. */
export function controllerWork(): PanelSpec[] {
  return [
    chart({
      id: 'controller-cycles',
      title: 'Decisions per minute',
      description: `**Does it decide, and how often?** Optimization cycles, or up to 0.8 reconciles of VariantAutoscaling resources, of which each variant has one. By default one a minute; none: it hangs, or is not the leader. ${OVER}`,
      unit: 'opm',
      targets: [{ refId: 'cycles', expr: `60 * ${steady(cycles())}`, legend: 'Decisions', role: 'served' }],
      noData: 'No decision is counted: the controller’s own metrics are not scraped.',
    }),
    chart({
      id: 'controller-decision-time',
      title: 'Length of a decision: p50, p99',
      description: `**How long does WVA take to decide?** Of an optimization cycle over all variants, or up to 0.8 of a reconcile of one. A length that grows points at a slow API server or Prometheus; one that comes near the interval (60 s by default) delays decisions. ${OVER}`,
      unit: 's',
      targets: [
        { refId: 'p50', expr: steady(decisionTime(0.5)), legend: 'p50', role: 'p50' },
        { refId: 'p99', expr: steady(decisionTime(0.99)), legend: 'p99', role: 'p99' },
      ],
      noData: 'No decision ended in this time, or the controller’s own metrics are not scraped.',
    }),
    chart({
      id: 'controller-errors',
      title: 'Errors',
      description: `**Which part of WVA fails, and how?** Per second, by component and type; up to 0.8 failed reconciles. ${OVER}`,
      unit: 'ops',
      targets: [{ refId: 'errors', expr: steady(errors()), legend: '{{component}} {{error_type}}' }],
      noData: 'No error is counted: the controller’s own metrics are not scraped.',
    }),
  ];
}

/** What it wants to change, and how often it did. */
export function controllerDecisions(scope: Scope): { ratio: PanelSpec; scalings: PanelSpec } {
  return {
    ratio: chart({
      id: 'controller-ratio',
      title: 'Desired over current replicas',
      description:
        '**Which variants does WVA want to change?** 1: it wants what there is; above 1 more, below 1 less. A flat 1 while replicas are saturated is an inert autoscaler, for example for a wrong model id.',
      unit: 'short',
      targets: [{ refId: 'ratio', expr: desiredRatio(scope), legend: BY_VARIANT }],
      viz: { kind: 'timeseries', step: true },
      noData: 'No desired replicas from WVA in scope: it manages no variant here, or is not scraped.',
    }),
    scalings: counts({
      id: 'controller-scalings',
      title: 'Scaling decisions',
      description:
        '**How often did WVA scale, up and down?** In the range, as it counts them itself, all variants in scope. 0.5 to 0.8 register the counter and never count.',
      expr: scalings(scope),
      by: { label: 'direction', title: 'Direction' },
      noData: 'WVA 0.5 to 0.8 do not count their decisions. The Fleet dashboard counts the changes of desired replicas.',
    }),
  };
}

/** What it sees: told since 0.9. */
export function controllerSight(scope: Scope): PanelSpec[] {
  return [
    chart({
      id: 'controller-utilization',
      title: 'Demand over capacity, as WVA sees it',
      description: `**What does WVA decide on?** By variant; with the V1 analyzer the mean KV use of the replicas. Compare with the replicas' own numbers: a variant that is missing here is not seen. ${SINCE_0_9}`,
      unit: 'percentunit',
      targets: [{ refId: 'utilization', expr: utilization(scope), legend: BY_VARIANT }],
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-kv-tokens',
      title: 'KV-cache tokens in use, by WVA’s count',
      description: `**Does WVA's own count agree with vLLM's?** Share of the tokens that all replicas of a variant can hold. ${SINCE_0_9}`,
      unit: 'percentunit',
      max: 1,
      targets: [{ refId: 'tokens', expr: kvTokens(scope), legend: BY_VARIANT }],
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-freshness',
      title: 'Pods by freshness of their metrics',
      description: `**Does WVA decide on fresh numbers?** Pods of the variants by the state of their metrics; missing are those that start. It names no namespace, so all variants count. ${SINCE_0_9}`,
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
      title: 'GPUs free for scale-up',
      description: `**Is there room to scale into?** As WVA's limiter counts it, by accelerator. At 0 it cuts decisions down. ${SINCE_0_9}`,
      unit: 'short',
      decimals: 0,
      targets: [{ refId: 'gpus', expr: availableGpus(), legend: '{{accelerator_model}}' }],
      viz: { kind: 'timeseries', step: true },
      noData: SINCE_0_9,
    }),
    counts({
      id: 'controller-limited',
      title: 'Decisions cut down',
      description: `**Does a limiter hold variants back?** Decisions that it cut down in the range, by limiter. ${SINCE_0_9}`,
      expr: limitedDecisions(scope),
      by: { label: 'limiter_name', title: 'Limiter' },
      noData: SINCE_0_9,
    }),
  ];
}

interface Counts extends Pick<PanelSpec, 'id' | 'title' | 'description' | 'noData'> {
  expr: string;
  by: { label: string; title: string };
}

/** A small table of counts by one label. */
function counts({ expr, by, ...rest }: Counts): PanelSpec {
  return {
    ...rest,
    unit: 'short',
    targets: [{ refId: 'count', expr, instant: true, format: 'table' }],
    viz: {
      kind: 'table',
      sortBy: { field: by.title, desc: true },
      columns: [
        { from: `label:${by.label}`, title: by.title },
        { from: 'value:count', title: 'Decisions', unit: 'short', decimals: 0 },
      ],
    },
  };
}
