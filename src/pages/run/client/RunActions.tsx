import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import type { RunAnalysis } from '../../../domain/analysis/runAnalysis';
import { runId } from '../../../domain/run';
import type { EffectiveThresholds } from '../../../domain/variant';
import { clientTables } from '../../../export/clientTables';
import { RecordButton } from '../../../assessment/records/RecordButton';
import { ExportButton } from '../../../export/ExportButton';
import type { Table } from '../../../export/table';
import { assessClient, clientOf, reportsOf } from '../../../assessment/clientReports';
import { decisionsOf } from '../../../assessment/decisions/lazyExport';
import { useAppSettings } from '../../../shared/appSettings';

interface Props {
  analysis: RunAnalysis;
  thresholds: EffectiveThresholds | undefined;
}

/** What can be done with a measured run. Reports that were dropped for it, and its decisions, are part of the export. */
export function RunActions({ analysis, thresholds }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const settings = useAppSettings();
  const more = async () => [
    ...exportedClient(analysis),
    ...(thresholds === undefined ? [] : await decisionsOf([analysis], { settings, limits: thresholds })),
  ];
  return (
    <div className={styles.row}>
      <ExportButton analyses={[analysis]} thresholds={thresholds} more={more} clientOf={clientOf} />
      <RecordButton analyses={[analysis]} />
    </div>
  );
}

function exportedClient(analysis: RunAnalysis): Table[] {
  const { client, figures } = assessClient(analysis, reportsOf(analysis));
  return client ? clientTables(runId(analysis.run), client, figures) : [];
}

const getStyles = () => ({ row: css({ display: 'flex', justifyContent: 'flex-end' }) });
