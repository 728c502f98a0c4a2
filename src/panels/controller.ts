/** The autoscaler itself: what every version emits. */
import { t } from '../i18n/t';
import { cycles, decisionTime, desiredAge, desiredRatio, errors, identity, scalings } from '../queries/controller';
import { variantCount } from '../queries/fleet';
import type { Scope } from '../queries/selector';
import { BY_VARIANT, chart, counts } from './controllerPanels';
import { figure } from './figure';
import type { PanelSpec, Threshold } from './spec';

const AGE: Threshold[] = [
  {
    value: 60,
    label: t('boards.panel.old-from-60', 'old from 60 s'),
    severity: 'warning',
    source: t('boards.panel.this-plugin-choice', "this plugin's choice, above two scrapes of 15 s"),
  },
  {
    value: 180,
    label: t('boards.panel.stale-from-180', 'stale from 180 s'),
    severity: 'critical',
    source: t(
      'boards.panel.this-plugin-choice-below',
      "this plugin's choice, below the five minutes after which Prometheus forgets it"
    ),
  },
];

/** Which WVA is it, and how is it set up? */
export function controllerIdentity(): PanelSpec {
  return {
    id: 'controller-identity',
    title: t('boards.panel.controller-identity.title', 'Version and configuration'),
    description: t(
      'boards.panel.controller-identity.description',
      '**Which WVA is it, and how is it set up?** The version follows from the metrics that it emits. Analyzer, limiter and scale to zero are reported from 0.8 on; for older versions see its ConfigMaps and arguments.'
    ),
    unit: 'short',
    targets: [{ refId: 'identity', expr: identity(), instant: true, format: 'table' }],
    viz: {
      kind: 'table',
      columns: [
        { from: 'label:series', title: t('boards.column.wva', 'WVA'), minWidth: 110 },
        { from: 'label:analyzer_name', title: t('boards.column.analyzer', 'Analyzer'), minWidth: 120 },
        { from: 'label:limiter_enabled', title: t('boards.column.limiter', 'Limiter'), width: 90 },
        { from: 'label:scale_to_zero_enabled', title: t('boards.column.scale-to-zero', 'Scale to zero'), width: 120 },
      ],
    },
    noData: t(
      'boards.panel.controller-identity.noData',
      'No metrics of WVA. Check that Prometheus scrapes the controller (ServiceMonitor).'
    ),
  };
}

/** Is there something to decide, and does it decide? */
export function controllerFigures(scope: Scope): PanelSpec[] {
  return [
    figure({
      id: 'controller-variants',
      title: t('boards.panel.controller-variants.title', 'Variants'),
      question: t('boards.panel.controller-variants.question', 'How many variants does WVA manage?'),
      text: t(
        'boards.panel.controller-variants.text',
        'Those in scope whose desired replicas it reports. None: it found no variant, or waits for a leader.'
      ),
      unit: 'short',
      decimals: 0,
      query: variantCount(scope),
      noData: t('boards.panel.controller-variants.noData', 'No variant in scope'),
    }),
    figure({
      id: 'controller-age',
      title: t('boards.panel.controller-age.title', 'Age of desired replicas'),
      question: t('boards.panel.controller-age.question', 'Is what WVA says live?'),
      text: t('boards.panel.controller-age.text', 'Time since Prometheus last got its desired replicas.'),
      unit: 's',
      decimals: 0,
      query: desiredAge(scope),
      thresholds: AGE,
      noData: t('boards.panel.controller-age.noData', 'No desired replicas from WVA'),
    }),
  ];
}

/** WVA decides once a minute by default: over five minutes the rates of what it does are steady. */
const steady = (expr: string): string => expr.replaceAll('$__rate_interval', '5m');
const OVER = t('boards.panel.over-five-minutes', 'Over five minutes.');

/** How often, how long and how well it decides, whatever its version. */
export function controllerWork(): PanelSpec[] {
  return [
    chart({
      id: 'controller-cycles',
      title: t('boards.panel.controller-cycles.title', 'Decisions per minute'),
      description: t(
        'boards.panel.controller-cycles.description',
        '**Does it decide, and how often?** Optimization cycles, or up to 0.8 reconciles of VariantAutoscaling resources, of which each variant has one. By default one a minute; none: it hangs, or is not the leader. {{over}}',
        { over: OVER }
      ),
      unit: 'opm',
      targets: [
        {
          refId: 'cycles',
          expr: `60 * ${steady(cycles())}`,
          legend: t('boards.column.decisions', 'Decisions'),
          role: 'served',
        },
      ],
      noData: t(
        'boards.panel.controller-cycles.noData',
        'No decision is counted: the controller’s own metrics are not scraped.'
      ),
    }),
    chart({
      id: 'controller-decision-time',
      title: t('boards.panel.controller-decision-time.title', 'Length of a decision'),
      description: t(
        'boards.panel.controller-decision-time.description',
        '**How long does WVA take to decide?** Of an optimization cycle over all variants, or up to 0.8 of a reconcile of one. A length that grows points at a slow API server or Prometheus; one that comes near the interval (60 s by default) delays decisions. {{over}}',
        { over: OVER }
      ),
      unit: 's',
      targets: [
        { refId: 'p50', expr: steady(decisionTime(0.5)), legend: 'p50', role: 'p50' },
        { refId: 'p99', expr: steady(decisionTime(0.99)), legend: 'p99', role: 'p99' },
      ],
      noData: t(
        'boards.panel.controller-decision-time.noData',
        'No decision ended in this time, or the controller’s own metrics are not scraped.'
      ),
    }),
    chart({
      id: 'controller-errors',
      title: t('boards.panel.controller-errors.title', 'Errors'),
      description: t(
        'boards.panel.controller-errors.description',
        '**Which part of WVA fails, and how?** Per second, by component and type; up to 0.8 failed reconciles. {{over}}',
        { over: OVER }
      ),
      unit: 'ops',
      targets: [{ refId: 'errors', expr: steady(errors()), legend: '{{component}} {{error_type}}' }],
      noData: t(
        'boards.panel.controller-errors.noData',
        'No error is counted: the controller’s own metrics are not scraped.'
      ),
    }),
  ];
}

/** What it wants to change, and how often it did. */
export function controllerDecisions(scope: Scope): { ratio: PanelSpec; scalings: PanelSpec } {
  return {
    ratio: chart({
      id: 'controller-ratio',
      title: t('boards.panel.controller-ratio.title', 'Desired over current replicas'),
      description: t(
        'boards.panel.controller-ratio.description',
        '**Which variants does WVA want to change?** 1: no change; above 1 it wants more, below 1 fewer. A flat 1 while replicas are saturated is an inert autoscaler, for example for a wrong model id.'
      ),
      unit: 'short',
      targets: [{ refId: 'ratio', expr: desiredRatio(scope), legend: BY_VARIANT }],
      viz: { kind: 'timeseries', step: true },
      noData: t(
        'boards.panel.controller-ratio.noData',
        'No desired replicas from WVA in scope: it manages no variant here, or is not scraped.'
      ),
    }),
    scalings: counts({
      id: 'controller-scalings',
      title: t('boards.panel.controller-scalings.title', 'Scaling decisions'),
      description: t(
        'boards.panel.controller-scalings.description',
        '**How often did WVA scale, up and down?** In the range, as it counts them itself, all variants in scope. 0.5 to 0.8 register the counter and never count.'
      ),
      expr: scalings(scope),
      by: { label: 'direction', title: t('boards.column.direction', 'Direction') },
      noData: t(
        'boards.panel.controller-scalings.noData',
        'WVA 0.5 to 0.8 do not count their decisions. The Fleet dashboard counts the changes of desired replicas.'
      ),
    }),
  };
}
