/** The autoscaler itself. What a WVA version does not emit is said in place of the data. */
import {
  availableGpus,
  cycleTime,
  desiredAge,
  desiredRatio,
  freshness,
  identity,
  kvTokens,
  limitedDecisions,
  reconcileErrors,
  reconciles,
  reconcileTime,
  scalings,
  utilization,
  wvaErrors,
} from '../queries/controller';
import { variantCount } from '../queries/fleet';
import type { Scope } from '../queries/selector';
import { figure } from './figure';
import type { PanelSpec, Role, Target, Threshold } from './spec';

const SINCE_0_9 = 'WVA emits this from 0.9 on.';
const BEFORE_0_9 =
  'WVA up to 0.8 emits this: in 0.9 the VariantAutoscaling resource, and the controller that reconciled it, are gone.';
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
      title: 'Age of its wish',
      question: 'Is what WVA says live?',
      text: 'Time since Prometheus last got its desired replicas.',
      unit: 's',
      decimals: 0,
      query: desiredAge(scope),
      thresholds: AGE,
      noData: 'No wish of WVA',
    }),
    figure({
      id: 'controller-errors',
      title: 'Failed reconciles',
      question: 'Does it fail?',
      text: `Failed reconciles per second. ${BEFORE_0_9}`,
      unit: 'ops',
      query: reconcileErrors(),
      thresholds: [{ value: 0.001, label: 'some from 0.001/s', severity: 'critical', source: "this plugin's choice" }],
      noData: 'Only up to WVA 0.8',
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
const percentiles = (query: (quantile: number) => string): Target[] =>
  (
    [
      [0.5, 'p50'],
      [0.99, 'p99'],
    ] as Array<[number, Role & string]>
  ).map(([quantile, name]) => ({
    refId: name,
    expr: query(quantile),
    legend: name,
    role: name,
  }));

/** How often, how long and how well it reconciles and decides. */
export function controllerWork(scope: Scope): PanelSpec[] {
  return [
    chart({
      id: 'controller-reconciles',
      title: 'Reconciles',
      description: `**Does it reconcile, and with what result?** Per second, by result. Requeues are the normal rhythm; errors are not. ${BEFORE_0_9}`,
      unit: 'ops',
      targets: [
        {
          refId: 'reconciles',
          expr: reconciles(),
          legend: '{{result}}',
          seriesRoles: { success: 'ok', error: 'error' },
        },
      ],
      noData: BEFORE_0_9,
    }),
    chart({
      id: 'controller-reconcile-time',
      title: 'Length of a reconcile: p50, p99',
      description: `**How long does a reconcile take?** A length that grows points at a slow API server or Prometheus. ${BEFORE_0_9}`,
      unit: 's',
      targets: percentiles(reconcileTime),
      noData: BEFORE_0_9,
    }),
    chart({
      id: 'controller-cycle-time',
      title: 'Length of a cycle: p50, p99',
      description: `**How long does WVA take to look at all variants once?** It decides every 60 s by default: a cycle that comes near delays decisions. ${SINCE_0_9}`,
      unit: 's',
      targets: percentiles(cycleTime),
      noData: SINCE_0_9,
    }),
    chart({
      id: 'controller-wva-errors',
      title: 'Errors',
      description: `**Which part of WVA fails, and how?** Per second, by component and type. ${SINCE_0_9}`,
      unit: 'ops',
      targets: [{ refId: 'errors', expr: wvaErrors(), legend: '{{component}}: {{error_type}}' }],
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
  ];
}

/** What it saw and what it decided, variant by variant. */
export function controllerDecisions(scope: Scope): PanelSpec[] {
  return [
    chart({
      id: 'controller-ratio',
      title: 'Desired over current replicas',
      description:
        '**Which variants does WVA want to change?** 1: it wants what there is; above 1 more, below 1 less. A flat 1 while replicas are saturated is an inert autoscaler, for example for a wrong model id.',
      unit: 'short',
      targets: [{ refId: 'ratio', expr: desiredRatio(scope), legend: BY_VARIANT }],
      viz: { kind: 'timeseries', step: true },
      noData: 'No wish of WVA in scope: it manages no variant here, or is not scraped.',
    }),
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
      id: 'controller-scalings',
      title: 'Scaling decisions in the range',
      description:
        '**How often did WVA scale, up and down?** As it counts them itself, all variants in scope. 0.5 to 0.8 register the counter and never count.',
      unit: 'short',
      decimals: 0,
      targets: [{ refId: 'scalings', expr: scalings(scope), legend: '{{direction}}', instant: true }],
      viz: { kind: 'bargauge' },
      noData: 'WVA 0.5 to 0.8 do not count their decisions; see the changes of its wish on the Fleet dashboard.',
    }),
    chart({
      id: 'controller-limited',
      title: 'Decisions cut down in the range',
      description: `**Does a limiter hold variants back?** Decisions that it cut down, by limiter. ${SINCE_0_9}`,
      unit: 'short',
      decimals: 0,
      targets: [{ refId: 'limited', expr: limitedDecisions(scope), legend: '{{limiter_name}}', instant: true }],
      viz: { kind: 'bargauge' },
      noData: SINCE_0_9,
    }),
  ];
}
