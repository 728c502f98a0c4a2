/** Cases of the alert on the recorder. Time begins at 0 in promtool. */
import { M } from '../../../src/queries/metrics';
import type { AlertCase } from '../case';
import { gap, hold } from '../world';

const told = (values: string) => () => [
  { series: `${M.recorderSucceeded}{namespace="grafana",pod="recorder"}`, values },
];

export const RECORDER_CASES: AlertCase[] = [
  {
    alert: 'WvaRecorderSilent',
    says: 'It fails since ten minutes after the beginning',
    series: told(`0+60x10 ${hold(600, 60)}`),
    at: '55m',
    firing: [
      {
        severity: 'warning',
        labels: {},
        summary: 'Runs have not been recorded for 45m 0s',
        description:
          'The recorder last had done all that was due 45m 0s ago; more than 30 minutes mean that it is gone, or that the cluster or Prometheus refuse it. Runs that end meanwhile are recorded later, as long as Prometheus and Tekton still have them.',
        dashboard: '/a/llmd-wva-app/runs',
      },
    ],
  },
  {
    alert: 'WvaRecorderSilent',
    says: 'It is gone',
    series: told(`0+60x10 ${gap(60)}`),
    at: '46m',
    firing: [
      {
        severity: 'warning',
        labels: {},
        summary: 'Runs have not been recorded for 36m 0s',
        description:
          'The recorder last had done all that was due 36m 0s ago; more than 30 minutes mean that it is gone, or that the cluster or Prometheus refuse it. Runs that end meanwhile are recorded later, as long as Prometheus and Tekton still have them.',
        dashboard: '/a/llmd-wva-app/runs',
      },
    ],
  },
  {
    alert: 'WvaRecorderSilent',
    says: 'Another pod took over',
    series: (scrape) => [
      ...told(`0+60x10 ${hold(600, 60)}`)(),
      {
        series: `${M.recorderSucceeded}{namespace="grafana",pod="another${scrape.labels === 'plain' ? '' : '-1'}"}`,
        values: '0+60x70',
      },
    ],
    at: '55m',
  },
];
