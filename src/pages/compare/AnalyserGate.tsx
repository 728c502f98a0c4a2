import { dateTime, type TimeRange } from '@grafana/data';
import React, { useMemo } from 'react';

import { analyseRun } from '../../analysis/analyseRun';
import type { AnalysedRun } from '../../domain/analysis/types';
import { detectionOf } from '../../scenes/detection';
import { NotConfigured } from '../../scenes/NotConfigured';
import { useAppSettings } from '../../shared/appSettings';
import { choosePrometheus } from '../../shared/dataSources';
import type { AnalyseRun } from './useComparison';

/** Shows what measures runs once it is clear whom to ask; until then, why it is not and who can change it. */
export function AnalyserGate({
  children,
}: {
  children: (analyse: AnalyseRun) => React.ReactElement;
}): React.ReactElement {
  const { prometheusUid } = useAppSettings();
  const choice = useMemo(() => choosePrometheus({ prometheusUid }), [prometheusUid]);
  const uid = choice.kind === 'found' ? choice.uid : undefined;
  const analyse = useMemo(() => (uid === undefined ? undefined : analyserOf(uid)), [uid]);
  return choice.kind !== 'found' ? <NotConfigured choice={choice} /> : <>{analyse && children(analyse)}</>;
}

/** Each run in the dialect of its own time: an upgrade between two runs may have changed the labels. */
function analyserOf(prometheusUid: string): AnalyseRun {
  return async (run, options) => {
    const { dialect } = await detectionOf(prometheusUid, rangeOf(run));
    options.signal.throwIfAborted();
    return analyseRun(run, { prometheusUid, dialect, ...options });
  };
}

function rangeOf({ startedAt, finishedAt }: AnalysedRun): TimeRange {
  const [from, to] = [dateTime(startedAt), dateTime(finishedAt ?? Date.now())];
  return { from, to, raw: { from, to } };
}
