/** Does the chain from WVA's wish to serving pods hold? */
import { ALL, VARIANT_RECORDINGS as R } from '../../src/queries/recordings';
import { hpasOnOne, kedaErrors, scalingActive, unschedulable } from '../../src/queries/state';
import type { Alert } from '../rule';
import { byAnalyzer, figure, VARIANT, VARIANT_PAGE } from '../text';

const desired = R.desired.record;
const served = R.served.record;
/** By V2's own number where V2 decides, else by V1's. V1's thresholds say nothing of V2. */
const byRule = (v1: string): string => `(${v1} unless ${R.requiredTokens.record} or ${R.requiredTokens.record} > 0)`;
/** Past the point at which the rule in force scales up. */
const SHORT = byRule(`${R.headroom.record} < 0`);
const WHY_SHORT = byAnalyzer({
  v1: `headroom ${figure('headroom', '%.2f')} (0 is its trigger)`,
  v2: 'TOKENS tokens of KV cache are missing',
});
const AT_MAXIMUM = `${R.hpaDesired.record} >= ${R.hpaMax.record}`;
const LIMITED = `${R.limited.record} > 0`;

/** Scale-ups and scale-downs each within an hour that are more than a rise and fall of the load explains. */
const SWINGS = 3;
/** Most that the load's 90th percentile may be of its 10th; chance alone makes 1.3 of it at a request a second. */
const STEADY = 1.5;

const WHY_INERT = byAnalyzer({
  v1: `every ready replica (${figure('saturated')} of ${figure('ready')}) has been saturated`,
  v2: 'WVA has found too little capacity (TOKENS tokens of KV cache)',
});

export const SCALING_ALERTS: Alert[] = [
  {
    alert: 'WvaDesiredAboveReady',
    expr: `${desired} - ${R.ready.record} > 0`,
    // A pod takes 2 to 7 minutes to start; a decision, KEDA's poll and the HPA's sync add up to 85 s before that.
    for: '10m',
    severity: 'warning',
    summary: `${VARIANT} lacks {{ $value }} ready replica(s)`,
    description: `WVA has wanted more replicas than serve for 10 minutes, longer than a pod needs to start. Desired ${figure('desired')}, asked for by the HPA ${figure('hpaDesired')}, created ${figure('created')}, ready ${figure('ready')}: where the number drops is where it hangs.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaReplicasPinnedAtMaximum',
    expr: `${AT_MAXIMUM} and ${SHORT}`,
    for: '10m',
    severity: 'warning',
    summary: `${VARIANT} is at its maximum of {{ $value }} replicas and needs more`,
    description: `The HPA has asked for all that it may, ${figure('hpaMax')} replicas, for 10 minutes, and WVA would scale up: ${WHY_SHORT}, ${figure('saturated')} of ${figure('ready')} ready replicas saturated.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaScaleUpLimited',
    expr: `${LIMITED} and ${SHORT}`,
    for: '10m',
    severity: 'warning',
    summary: `${VARIANT} needs replicas that WVA's limiter does not grant`,
    description: `WVA's limiter cut down {{ $value | printf "%.0f" }} decision(s) in 15 minutes while it would scale up: ${WHY_SHORT}. No GPU of the variant's kind is free. Desired ${figure('desired')}, ready ${figure('ready')}.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaAutoscalerInert',
    // All of these at once, and nothing that would excuse it: no pod on its way, no bound reached, no limiter at work.
    expr: `${desired} == ${R.current.record} and ${byRule(`${R.saturated.record} >= ${R.ready.record}`)} and ${R.ready.record} > 0 and ${R.pending.record} == 0 unless ${AT_MAXIMUM} unless ${LIMITED}`,
    for: '10m',
    severity: 'critical',
    summary: `${VARIANT} needs more than its {{ $value }} replica(s), and WVA does not ask for more`,
    description: `For 10 minutes ${WHY_INERT}, no pod is starting, the HPA's maximum (${figure('hpaMax')}) is not reached, and still WVA's desired ${figure('desired')} is its current ${figure('current')}. It decides every minute: it sees nothing, or not this variant.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaHpaInactive',
    // Scaled to zero it is inactive on purpose.
    expr: `${scalingActive(ALL)} == 0 and ${R.created.record} > 0`,
    for: '10m',
    severity: 'warning',
    summary: `The HPA of ${VARIANT} does not scale: it has no metric to act on`,
    description: `ScalingActive of the HPA has been false for 10 minutes. It holds ${figure('created')} replica(s) whatever the load is. Its condition says which metric it cannot read.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaHpasConflict',
    expr: `${hpasOnOne(ALL)} > 1 and ${R.created.record}`,
    // An HPA that replaces another is seen beside it until the older one's series ends.
    for: '10m',
    severity: 'warning',
    summary: `{{ $value }} HPAs scale ${VARIANT}`,
    description: `{{ $value }} HPAs have had this workload as their target for 10 minutes. Each sets the replicas that it wants, so that they undo each other's work, or (newer Kubernetes) none of them acts. Created now ${figure('created')}, WVA's desired ${figure('desired')}.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaKedaErrors',
    expr: `${kedaErrors(ALL)} > 0`,
    for: '10m',
    severity: 'warning',
    summary: `KEDA cannot read a trigger of ${VARIANT}`,
    description: `{{ $value | printf "%.0f" }} polls of a trigger of the ScaledObject failed in the last 5 minutes, and some did all the 10 minutes before. KEDA then keeps the replicas as they are, or, with a fallback, at its fixed number; now ${figure('created')}.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaReplicasUnschedulable',
    expr: `${unschedulable(ALL)} > 0`,
    // A node that an autoscaler adds takes several minutes.
    for: '10m',
    severity: 'warning',
    summary: `No node takes {{ $value }} pod(s) of ${VARIANT}`,
    description: `{{ $value }} pod(s) have been unschedulable for 10 minutes: most often no GPU is free. Desired ${figure('desired')}, created ${figure('created')}, ready ${figure('ready')}.`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaOscillation',
    // A fall of a gauge is what resets() counts.
    expr: `resets(${desired}[1h]) >= ${SWINGS} and changes(${desired}[1h]) - resets(${desired}[1h]) >= ${SWINGS} and quantile_over_time(0.9, ${served}[1h]) < ${STEADY} * quantile_over_time(0.1, ${served}[1h])`,
    for: '5m',
    severity: 'warning',
    summary: `${VARIANT} was scaled down {{ $value }} times in an hour of steady load, and up again`,
    description: `WVA's desired replicas rose and fell at least ${SWINGS} times each within an hour in which the served rate held steady (now ${figure('served', '%.2f')} req/s; its 90th percentile is below ${STEADY} times its 10th). Each swing costs minutes of a GPU that starts and serves no requests. Desired is now ${figure('desired')}.`,
    dashboard: VARIANT_PAGE,
  },
];
