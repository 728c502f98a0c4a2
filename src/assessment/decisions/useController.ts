import { useCallback, useMemo } from 'react';

import type { Span } from '../../domain/analysis/types';
import { logTimeOf, type ControllerSubject } from '../../domain/decisions/controllerSays';
import { askScalerNames } from '../../measuring/askScalerNames';
import { grafanaPrometheus } from '../../prometheus/grafana';
import { detectionOf } from '../../scenes/detection';
import { useAppSettings, type AppSettings } from '../../shared/appSettings';
import { chooseLoki, chooseTekton, getDataSourceInstance } from '../../shared/dataSources';
import { timeRangeOf } from '../../shared/timeRange';
import { useLoad, type Loaded } from '../../shared/useLoad';
import { readController, type ControllerApi, type ControllerReading } from './readController';
import { readLoki } from './readLoki';

export interface ControllerQuestion {
  /** What measures the cluster; its log is read from the same. */
  prometheusUid: string;
  workload: { namespace: string; variant: string };
  /** Of the decision. */
  span: Span;
}

export interface ControllerAnswer {
  reading: ControllerReading;
  subject: ControllerSubject;
}

/** What the log of WVA's controller has of the time of a decision. Never fails: what cannot be read is an answer. */
export function useController({ prometheusUid, workload, span }: ControllerQuestion): Loaded<ControllerAnswer> {
  const settings = useAppSettings();
  const tekton = tektonOf(settings, prometheusUid);
  const { autoscalerNamespace } = settings;
  // Of several clusters a Loki does not say which it is of.
  const inSeveral = settings.clusters.length > 1;
  const { namespace, variant } = workload;
  const { from, to } = useMemo(() => logTimeOf({ from: span.from, to: span.to }), [span.from, span.to]);
  const ask = useCallback(
    async (signal: AbortSignal): Promise<ControllerAnswer> => {
      const range = { from, to };
      const names = await namesOf(prometheusUid, { namespace, variant }, range, signal);
      const question = { namespace: autoscalerNamespace, range, signal };
      const reading: ControllerReading =
        tekton === undefined
          ? { kind: 'no-source' }
          : await readController({ api: await getDataSourceInstance<ControllerApi>(tekton), ...question });
      const isTold = reading.kind === 'read' && reading.log.cycles.length > 0;
      const loki = isTold || inSeveral ? undefined : chooseLoki();
      const kept = loki?.kind === 'found' ? await readLoki({ loki, ...question }) : undefined;
      return { reading: kept ?? reading, subject: { namespace, names } };
    },
    [prometheusUid, tekton, inSeveral, autoscalerNamespace, namespace, variant, from, to]
  );
  return useLoad(ask);
}

/** Uid of the Tekton data source of the cluster that a Prometheus measures. */
function tektonOf(settings: AppSettings, prometheusUid: string): string | undefined {
  const cluster = settings.clusters.find((one) => one.prometheusUid === prometheusUid);
  const choice = chooseTekton(cluster ?? settings);
  return choice.kind === 'found' ? choice.uid : undefined;
}

async function namesOf(
  uid: string,
  workload: { namespace: string; variant: string },
  range: Span,
  signal: AbortSignal
): Promise<string[]> {
  const detected = await detectionOf(uid, timeRangeOf(range)).catch(() => undefined);
  return detected === undefined
    ? [workload.variant]
    : askScalerNames({ ask: grafanaPrometheus(uid).ask, dialect: detected.dialect, workload, range, signal });
}
