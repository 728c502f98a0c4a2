import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { grafanaAnnotations } from '../../annotations/store';
import type { TektonApi } from '../../datasource/types';
import type { RunRef } from '../../domain/run';
import type { EffectiveThresholds } from '../../domain/variant';
import { useAppSettings } from '../../shared/appSettings';
import { testIds } from '../../shared/testIds';
import { ClusterReads } from '../ClusterReads';
import { AnalyserGate } from '../AnalyserGate';
import { LoadProgress } from '../LoadProgress';
import type { RunSources } from '../resolveRun';
import { useComparison, type AnalyseRun } from '../useComparison';
import { RunActions } from './RunActions';

export interface ExportRunsProps {
  api: TektonApi;
  runs: readonly RunRef[];
  thresholds: EffectiveThresholds;
}

/** Reads the records of chosen runs, measures those that have none, and offers what is made of them. */
export function ExportRuns({ api, runs, thresholds }: ExportRunsProps): React.ReactElement {
  return (
    <AnalyserGate>
      {(analyse) => (
        <ClusterReads api={api}>
          {(reads, findRecord) => (
            <Measured runs={runs} analyse={analyse} reads={reads} findRecord={findRecord} thresholds={thresholds} />
          )}
        </ClusterReads>
      )}
    </AnalyserGate>
  );
}

interface MeasuredProps extends Omit<ExportRunsProps, 'api'> {
  analyse: AnalyseRun;
  reads: RunSources['api'];
  findRecord: RunSources['findRecord'];
}

/** The repeats of a run are one column of a report; the first run chosen is the baseline, as in a comparison. */
const AS_COMPARED = { columns: 'groups' } as const;

function Measured({ runs, analyse, reads, findRecord, thresholds }: MeasuredProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { gates } = useAppSettings();
  const sources = useMemo(() => ({ api: reads, annotations: grafanaAnnotations, findRecord }), [reads, findRecord]);
  const comparison = useComparison(sources, analyse, runs);
  const view = useMemo(() => ({ ...AS_COMPARED, baseline: runs[0] }), [runs]);
  return (
    <div className={styles.box} data-testid={testIds.runs.exports}>
      <LoadProgress comparison={comparison} />
      <div className={styles.buttons}>
        <RunActions runs={comparison.runs} view={view} gates={gates} thresholds={thresholds} />
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), width: '100%' }),
  buttons: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) }),
});
