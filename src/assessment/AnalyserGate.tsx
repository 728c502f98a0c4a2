import React, { useMemo } from 'react';

import { analyseRun } from '../measuring/analyseRun';
import { grafanaPrometheus } from '../prometheus/grafana';
import { detectionOf } from '../scenes/detection';
import { NotConfigured } from '../scenes/NotConfigured';
import { useAppSettings } from '../shared/appSettings';
import { choosePrometheus, type DataSourceChoice } from '../shared/dataSources';
import { prometheusOf, rangeOf } from './prometheusOf';
import type { AnalyseRun } from './useComparison';

/** What measures runs with the Prometheus of the settings; else why there is none. */
export function useAnalyser(): { analyse: AnalyseRun } | { choice: Exclude<DataSourceChoice, { kind: 'found' }> } {
  const settings = useAppSettings();
  return useMemo(() => {
    const choice = choosePrometheus(settings);
    return choice.kind === 'found'
      ? {
          analyse: async (run, options) => {
            return analyserOf(prometheusOf(settings, run) ?? choice.uid)(run, options);
          },
        }
      : { choice };
  }, [settings]);
}

/** Shows what measures runs once it is clear whom to ask; until then, why it is not and who can change it. */
export function AnalyserGate({
  children,
}: {
  children: (analyse: AnalyseRun) => React.ReactElement;
}): React.ReactElement {
  const analyser = useAnalyser();
  return 'choice' in analyser ? <NotConfigured choice={analyser.choice} /> : children(analyser.analyse);
}

/** Each run in the dialect of its own time: an upgrade between two runs may have changed the labels. */
function analyserOf(prometheusUid: string): AnalyseRun {
  const prometheus = grafanaPrometheus(prometheusUid);
  return async (run, options) => {
    const { dialect } = await detectionOf(prometheusUid, rangeOf(run));
    options.signal.throwIfAborted();
    return analyseRun(run, { prometheus, dialect, ...options });
  };
}
