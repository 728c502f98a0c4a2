/** Does the recorder record? */
import { recorderSilent } from '../../src/queries/readiness';
import { runsPath } from '../../src/routes';
import type { Alert } from '../rule';

/** A try that failed is repeated after a quarter of an hour at most. */
const SILENT_SECONDS = 1800;

export const RECORDER_ALERTS: Alert[] = [
  {
    alert: 'WvaRecorderSilent',
    // A recorder that is gone says nothing: what it last said within a day counts. Where there was none, there is nothing.
    expr: `${recorderSilent()} > ${SILENT_SECONDS}`,
    for: '5m',
    severity: 'warning',
    summary: 'Runs have not been recorded for {{ $value | humanizeDuration }}',
    description: `The recorder last had done all that was due {{ $value | humanizeDuration }} ago; more than ${SILENT_SECONDS / 60} minutes mean that it is gone, or that the cluster or Prometheus refuse it. Runs that end meanwhile are recorded later, as long as Prometheus and Tekton still have them.`,
    dashboard: runsPath(),
  },
];
