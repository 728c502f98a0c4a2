import { useEffect, useState } from 'react';

import { WVA_DEFAULTS } from '../../constants';
import type { ClusterReader, TektonApi } from '../../datasource/types';
import { t } from '../../i18n/t';
import { grafanaPrometheus } from '../../prometheus/grafana';
import { askReadiness } from '../../readiness/askPrometheus';
import type { Findings, PrometheusFindings } from '../../readiness/findings';
import { ReadinessSession } from '../../readiness/session';
import type { AppSettings } from '../../shared/appSettings';
import { choosePrometheus } from '../../shared/dataSources';
import { UserError } from '../../shared/errors';

/** The data source, with its reads of the cluster as they are. */
export type ReadinessApi = TektonApi & { readonly cluster: ClusterReader };

/** From the end of one round to the next, ms: an operator that installs takes minutes. */
const PAUSE_MS = 15_000;

/** What is known of the cluster; asked again while the page is visible. Undefined before the first answer. */
export function useReadiness(api: ReadinessApi, settings: AppSettings): Findings | undefined {
  const [findings, setFindings] = useState<Findings>();
  useEffect(() => {
    const abort = new AbortController();
    const session = new ReadinessSession(
      {
        reader: api.cluster,
        clockSkewMs: () => api.cluster.clockSkewMs,
        pipelines: async (namespace, signal) => (await api.pipelines(namespace, signal)).items,
        presets: (namespace, signal) => api.presets(namespace, signal),
        wvaConfig: (signal) => api.configMap(settings.autoscalerNamespace, WVA_DEFAULTS.configMap, signal),
        prometheus: async (signal) => probePrometheus(settings, signal),
      },
      { namespaces: api.namespaces, canStart: api.canStart, argoUrl: settings.argoUrl },
      setFindings
    );
    void keepAsking(session, abort.signal);
    return () => abort.abort();
  }, [api, settings]);
  return findings;
}

async function keepAsking(session: ReadinessSession, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (document.visibilityState === 'visible') {
      await session.refresh(signal).catch(() => undefined); // it rejects only for the abort
    }
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
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
