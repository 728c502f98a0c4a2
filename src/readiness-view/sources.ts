/** Whom readiness asks in a browser: the data sources of a cluster. */
import { getBackendSrv } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';

import { DASHBOARDS } from '../constants';
import type { ClusterReader, TektonApi } from '../datasource/types';
import { t } from '../i18n/t';
import { findThresholds } from '../kube/foundThresholds';
import { grafanaPrometheus } from '../prometheus/grafana';
import { askReadiness } from '../readiness/askPrometheus';
import type { Findings, PrometheusFindings } from '../readiness/findings';
import type { Sources } from '../readiness/session';
import type { AppSettings } from '../shared/appSettings';
import { choosePrometheus } from '../shared/dataSources';
import { messageOf, UserError } from '../shared/errors';

/** The data source, with its reads of the cluster as they are. */
export type ReadinessApi = TektonApi & { readonly cluster: ClusterReader };

export function sourcesOf(api: ReadinessApi, settings: AppSettings): [Sources, Findings['settings']] {
  return [
    {
      reader: api.cluster,
      clockSkewMs: () => api.cluster.clockSkewMs,
      thresholds: (signal) => findThresholds(api, settings.autoscalerNamespace, signal),
      prometheus: async (signal) => probePrometheus(settings, signal),
      dashboards: searchDashboards,
    },
    { namespaces: api.namespaces, canStart: api.canStart, argoUrl: settings.argoUrl },
  ];
}

function probePrometheus(settings: AppSettings, signal: AbortSignal): Promise<PrometheusFindings> {
  const choice = choosePrometheus(settings);
  if (choice.kind !== 'found') {
    throw new UserError({
      title: t('readiness.prometheus.none', 'No Prometheus'),
      message: t('readiness.prometheus.which', 'The app does not know which Prometheus to ask.'),
      nextStep: t('readiness.prometheus.choose', "Choose one on the app's configuration page."),
    });
  }
  return askReadiness(grafanaPrometheus(choice.uid).ask, Date.now(), signal);
}

/**
 * One request to Grafana itself, which answers with what the user may see.
 *
 * @throws an Error with Grafana's words and its `status`
 */
async function searchDashboards(signal: AbortSignal): Promise<unknown> {
  try {
    const { data } = await lastValueFrom(
      getBackendSrv().fetch<unknown>({
        url: '/api/search',
        params: { type: 'dash-db', tag: DASHBOARDS.tag },
        showErrorAlert: false,
        abortSignal: signal,
      })
    );
    return data;
  } catch (error) {
    const { status } = error as { status?: number };
    throw Object.assign(new Error(messageOf(error), { cause: error }), { status });
  }
}
