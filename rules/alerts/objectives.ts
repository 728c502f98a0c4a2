/** Do users get what was promised to them, whatever the autoscaler makes of it? */
import { MET_SHARE } from '../../src/domain/comparison/objectives';
import { LATENCY_RECORDINGS, VARIANT_RECORDINGS as R } from '../../src/queries/recordings';
import type { RuleObjectives } from '../objectives';
import type { Alert } from '../rule';
import { figure, VARIANT, VARIANT_PAGE } from '../text';

const FOR = '15m';
const STATE = `${figure('saturated')} of ${figure('ready')} ready replicas are saturated; the longest queue is ${figure('queue')}; desired ${figure('desired')}, the HPA's maximum ${figure('hpaMax')}.`;

/** A latency that so many stay within; of no request there is none. */
const reached = (which: 'ttft' | 'itl'): string =>
  `histogram_quantile(${MET_SHARE}, sum by (namespace, variant, le) (${LATENCY_RECORDINGS.buckets.record}{series="${which}"}))`;

/** Of the requests that ended, those without a complete answer. */
const ERROR_SHARE = `${R.failed.record} / on (namespace, variant) (${R.served.record} + on (namespace, variant) ${R.failed.record})`;

export const objectiveAlerts = ({ ttftSeconds, itlSeconds, errorRate }: RuleObjectives): Alert[] => [
  {
    alert: 'WvaTtftAboveObjective',
    expr: `${reached('ttft')} > ${ttftSeconds}`,
    for: FOR,
    severity: 'warning',
    summary: `Nine in ten requests of ${VARIANT} wait up to {{ $value | humanizeDuration }} for their first token`,
    description: `The objective is ${ttftSeconds} s for nine requests in ten, and it has been missed for 15 minutes. ${STATE}`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaItlAboveObjective',
    expr: `${reached('itl')} > ${itlSeconds}`,
    for: FOR,
    severity: 'warning',
    summary: `Nine in ten tokens of ${VARIANT} come up to {{ $value | humanizeDuration }} after the one before`,
    description: `The objective is ${itlSeconds} s for nine tokens in ten, and it has been missed for 15 minutes. ${STATE}`,
    dashboard: VARIANT_PAGE,
  },
  {
    alert: 'WvaErrorsAboveObjective',
    expr: `${ERROR_SHARE} > ${errorRate}`,
    for: FOR,
    severity: 'warning',
    summary: `{{ $value | humanizePercentage }} of the requests of ${VARIANT} end without a complete answer`,
    description: `The objective is at most ${errorRate} of the requests that end, and it has been missed for 15 minutes. ${STATE}`,
    dashboard: VARIANT_PAGE,
  },
];
