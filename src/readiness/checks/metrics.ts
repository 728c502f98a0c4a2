/** Prometheus itself: it answers, it keeps data long enough, its rules are loaded, clocks agree. */
import { formatDuration } from '../../domain/format';
import { t } from '../../i18n/t';
import { onFound } from '../answer';
import type { Check } from '../check';
import type { Verdict } from '../verdict';
import type { Findings } from '../findings';

/** A comparison with yesterday's run needs more than a day. */
const WANTED_HOURS = 25;
/** With data of this age and none that is older than a day, the retention is what cuts it off. */
const A_DAY_HOURS = 23;
/** A clock that differs by more makes annotations and progress visibly wrong, ms. */
const SKEW_MS = 60_000;

function history(findings: Findings): Verdict {
  return onFound(findings.prometheus, ({ historyHours }) => {
    if (historyHours >= WANTED_HOURS) {
      return {
        state: 'ready',
        evidence: t('readiness.history.long', 'There is data of {{hours}} hours ago.', { hours: historyHours }),
      };
    }
    return historyHours < A_DAY_HOURS
      ? {
          state: 'not-needed',
          evidence: t(
            'readiness.history.young',
            'Data has been collected for less than a day, so there is no earlier day to compare with. Whether the retention is long enough is seen after a day.'
          ),
        }
      : {
          state: 'not-ready',
          evidence: t(
            'readiness.history.short',
            'There is data of {{age}} hours ago and none of {{wanted}} hours ago: the retention is too short for comparisons with earlier days. OpenShift keeps user workloads for 24 hours by default.',
            { age: A_DAY_HOURS, wanted: WANTED_HOURS }
          ),
          next: {
            text: t('readiness.history.next', 'Set a retention of some weeks where runs are compared.'),
            command: 'kubectl edit configmap user-workload-monitoring-config -n openshift-user-workload-monitoring',
          },
        };
  });
}

function rules(findings: Findings): Verdict {
  return onFound(findings.prometheus, ({ recordedSeries, ruleGroups }) => {
    const next = {
      text: t('readiness.rules.next', 'Install the rules.'),
      command: 'kubectl apply --server-side -k deploy/base/rules',
    };
    if (recordedSeries === 0) {
      return {
        state: 'missing',
        evidence: t(
          'readiness.rules.none',
          'No series of the recording rules: fleets and long ranges load slowly, and no alert fires.'
        ),
        next,
      };
    }
    if (ruleGroups === undefined) {
      return {
        state: 'ready',
        evidence: t(
          'readiness.rules.recorded',
          'Series of the recording rules are there. Alerts that do not fire leave no series, and no Prometheus with these rules is scraped, so whether alerts are loaded is not known.'
        ),
      };
    }
    return ruleGroups.alerts > 0
      ? {
          state: 'ready',
          evidence: t('readiness.rules.found', 'Series of the recording rules are there, and the alerts are loaded.'),
        }
      : {
          state: 'not-ready',
          evidence: t('readiness.rules.no-alerts', 'The recording rules are loaded, and no alerts beside them.'),
          next,
        };
  });
}

function clock({ clockSkewMs }: Findings): Verdict {
  if (clockSkewMs === undefined) {
    return { state: 'asking', evidence: t('readiness.answer.asking', 'Waiting for the answer.') };
  }
  const difference = formatDuration(Math.abs(clockSkewMs) / 1000);
  return Math.abs(clockSkewMs) <= SKEW_MS
    ? {
        state: 'ready',
        evidence: t('readiness.clock.agree', 'The cluster’s clock and yours differ by {{difference}}.', { difference }),
      }
    : {
        state: 'not-ready',
        evidence: t('readiness.clock.differ', 'The cluster’s clock and yours differ by {{difference}}.', {
          difference,
        }),
        next: { text: t('readiness.clock.next', 'Synchronise the clock of this computer, then reload.') },
      };
}

export const METRICS_CHECKS: readonly Check[] = [
  {
    id: 'prometheus',
    group: 'metrics',
    title: () => t('readiness.prometheus.title', 'Prometheus answers'),
    weight: 'needed',
    judge: (findings) =>
      onFound(findings.prometheus, ({ detection }) => ({
        state: 'ready',
        evidence: t('readiness.prometheus.found', 'It answers. Labels as {{dialect}}.', {
          dialect:
            detection.dialect.wvaNamespace === 'exported_namespace'
              ? t('readiness.prometheus.openshift', 'OpenShift’s monitoring writes them')
              : t('readiness.prometheus.plain', 'exporters write them'),
        }),
      })),
  },
  {
    id: 'history',
    group: 'metrics',
    title: () => t('readiness.history.title', 'Data of earlier days'),
    weight: 'advice',
    judge: history,
  },
  {
    id: 'rules',
    group: 'metrics',
    title: () => t('readiness.rules.title', 'Recording rules and alerts'),
    weight: 'advice',
    judge: rules,
  },
  { id: 'clock', group: 'metrics', title: () => t('readiness.clock.title', 'Clocks'), weight: 'advice', judge: clock },
];
