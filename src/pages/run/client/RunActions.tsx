import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { RunAnalysis } from '../../../domain/analysis/runAnalysis';
import { runId } from '../../../domain/run';
import type { EffectiveThresholds } from '../../../domain/variant';
import { clientTables } from '../../../export/clientTables';
import { ExportButton } from '../../../export/ExportButton';
import type { Table } from '../../../export/table';
import { assessClient, clientOf, reportsOf } from '../../../assessment/clientReports';
import type { exportedDecisions } from '../../../assessment/decisions/exportedDecisions';
import { useRunPrometheus } from '../../../assessment/decisions/RunLane';

interface Props {
  analysis: RunAnalysis;
  thresholds: EffectiveThresholds | undefined;
}

/** What can be done with a measured run. Reports that were dropped for it, and its decisions, are part of the export. */
export function RunActions({ analysis, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const prometheusUid = useRunPrometheus(analysis.run);
  const more = async () => [
    ...exportedClient(analysis),
    ...(prometheusUid === undefined || thresholds === undefined
      ? []
      : await decisionsOf(analysis, prometheusUid, thresholds)),
  ];
  return (
    <div className={styles.row}>
      <ExportButton analyses={[analysis]} thresholds={thresholds} more={more} clientOf={clientOf} />
    </div>
  );
}

// Lazy: nobody loads it who exports nothing.
async function decisionsOf(...asked: Parameters<typeof exportedDecisions>): Promise<Table[]> {
  const lazy = await import(/* webpackChunkName: "decisions" */ '../../../assessment/decisions/exportedDecisions');
  return lazy.exportedDecisions(...asked);
}

function exportedClient(analysis: RunAnalysis): Table[] {
  const { client, figures } = assessClient(analysis, reportsOf(analysis));
  return client ? clientTables(runId(analysis.run), client, figures) : [];
}

const getStyles = () => ({ row: css({ display: 'flex', justifyContent: 'flex-end' }) });
