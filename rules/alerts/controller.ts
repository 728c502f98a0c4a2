/** Does WVA itself run, see, and decide? */
import { interpolate } from '../../src/queries/grammar';
import {
  collectionErrors,
  cycles,
  mappingMisses,
  metricsUp,
  reconcileErrors,
  reconciles,
  wvaErrors,
} from '../../src/queries/controller';
import { VARIANT_RECORDINGS as R } from '../../src/queries/recordings';
import { UNIFIED } from '../../src/queries/selector';
import type { Alert } from '../rule';
import { figure, VARIANT, VARIANT_PAGE } from '../text';

/** Dashboard of the controller's own health (src/panels/controllerBoard.ts). */
const CONTROLLER_DASHBOARD = '/d/llmd-wva-controller';

/** Ten cycles of the default interval of 60 s. */
const DECISION_WINDOW = '10m';
const ERROR_WINDOW = '15m';
const ERROR_WINDOW_SECONDS = 900;
/** One failed cycle in three. */
const ERRORS = 5;
/** A conflict on update now and then is how controllers work. */
const FAILED_SHARE = 0.1;

const ALL = { dialect: UNIFIED };
const over = (window: string, expr: string): string => interpolate(expr, { __rate_interval: window });

export const CONTROLLER_ALERTS: Alert[] = [
  {
    alert: 'WvaMetricsMissing',
    // There within six hours, gone now, and its pods are still there.
    expr: `max_over_time(${R.desired.record}[6h]) unless ${R.desired.record} and ${R.created.record} > 0`,
    for: '5m',
    severity: 'critical',
    summary: `WVA says nothing about ${VARIANT} any more; it has ${figure('created')} replica(s)`,
    description: `WVA's desired replicas were there within the last 6 hours (at most {{ $value }}) and are gone, while the variant has ${figure('created')} pod(s), ${figure('ready')} of them ready. The HPA holds the last replica count; nothing scales on load.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaDecisionsStalled',
    expr: `${over(DECISION_WINDOW, cycles())} == 0`,
    for: '5m',
    severity: 'critical',
    summary: `WVA has made {{ $value }} decisions in ${DECISION_WINDOW}`,
    description: `WVA's controller is scraped, but neither its optimization cycles (0.7 and on) nor its reconciles of VariantAutoscaling (before) have counted up in ${DECISION_WINDOW}; one a minute is normal. The desired replicas that Prometheus shows are the last ones, however fresh they look.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
  {
    alert: 'WvaInputsStale',
    // Without a ready replica there is nothing to read.
    expr: `${metricsUp()} == 0 and on () sum(${R.ready.record}) > 0`,
    // A pod that starts has no metrics yet, which takes it 2 to 7 minutes.
    for: '15m',
    severity: 'warning',
    summary: 'WVA finds no metrics of the replicas that serve',
    description: `For 15 minutes no cycle of WVA has found metrics to decide on (wva_saturation_metrics_up is {{ $value }}), while replicas are ready. It keeps every variant as it is.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
  {
    alert: 'WvaMetricCollectionFailing',
    expr: `${ERROR_WINDOW_SECONDS} * ${over(ERROR_WINDOW, collectionErrors())} >= ${ERRORS}`,
    for: '5m',
    severity: 'warning',
    summary: `{{ $value | printf "%.0f" }} of WVA's queries failed in ${ERROR_WINDOW}`,
    description: `WVA counted {{ $value | printf "%.0f" }} failed queries of Prometheus within ${ERROR_WINDOW}; ${ERRORS} are a third of its cycles. A cycle without metrics decides nothing.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
  {
    alert: 'WvaPodMappingMisses',
    expr: `${ERROR_WINDOW_SECONDS} * ${over(ERROR_WINDOW, mappingMisses(ALL))} >= ${ERRORS}`,
    // Pods that start or end miss for a cycle or two.
    for: '10m',
    severity: 'warning',
    summary: 'WVA does not know whose pods in {{ $labels.namespace }} are',
    description: `In ${ERROR_WINDOW} WVA met {{ $value | printf "%.0f" }} times, once a cycle, a pod in {{ $labels.namespace }} that serves a model which it scales and that leads to no scaler which it manages. The load of such a pod counts in no decision.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
  {
    alert: 'WvaReconcileErrors',
    expr: `${over(ERROR_WINDOW, `${reconcileErrors()} / sum(${reconciles()})`)} > ${FAILED_SHARE}`,
    for: '10m',
    severity: 'warning',
    summary: `{{ $value | humanizePercentage }} of WVA's reconciles fail`,
    description: `{{ $value | humanizePercentage }} of the reconciles of VariantAutoscaling objects in ${ERROR_WINDOW} ended in an error, more than ${FAILED_SHARE * 100} %. A variant whose reconcile fails keeps its last desired replicas.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
  {
    alert: 'WvaControllerErrors',
    expr: `${ERROR_WINDOW_SECONDS} * ${over(ERROR_WINDOW, wvaErrors())} >= ${ERRORS}`,
    for: '5m',
    severity: 'warning',
    summary: `WVA's {{ $labels.component }} failed {{ $value | printf "%.0f" }} times in ${ERROR_WINDOW}`,
    description: `WVA counted {{ $value | printf "%.0f" }} errors of type {{ $labels.error_type }} in its {{ $labels.component }} within ${ERROR_WINDOW}; ${ERRORS} are a third of its cycles.`,
    dashboard: CONTROLLER_DASHBOARD,
  },
];
