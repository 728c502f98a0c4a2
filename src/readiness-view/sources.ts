/** Whom readiness asks in a browser: the data sources of a cluster. */
import { WVA_DEFAULTS } from '../constants';
import type { ClusterReader, TektonApi } from '../datasource/types';
import { t } from '../i18n/t';
import { grafanaPrometheus } from '../prometheus/grafana';
import { askReadiness } from '../readiness/askPrometheus';
import type { Findings, PrometheusFindings } from '../readiness/findings';
import type { Sources } from '../readiness/session';
import type { AppSettings } from '../shared/appSettings';
import { choosePrometheus } from '../shared/dataSources';
import { UserError } from '../shared/errors';

/** The data source, with its reads of the cluster as they are. */
export type ReadinessApi = TektonApi & { readonly cluster: ClusterReader };

export function sourcesOf(api: ReadinessApi, settings: AppSettings): [Sources, Findings['settings']] {
  return [
    {
      reader: api.cluster,
      clockSkewMs: () => api.cluster.clockSkewMs,
      wvaConfig: (signal) => api.configMap(settings.autoscalerNamespace, WVA_DEFAULTS.configMap, signal),
      prometheus: async (signal) => probePrometheus(settings, signal),
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
