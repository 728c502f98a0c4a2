import { AppEvents, usePluginContext } from '@grafana/data';
import { getAppEvents } from '@grafana/runtime';
import { Button, Dropdown, Menu } from '@grafana/ui';
import React, { useState } from 'react';

import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import { t } from '../i18n/t';
import { DropdownMenu } from '../shared/DropdownMenu';
import { messageOf } from '../shared/errors';
import { testIds } from '../shared/testIds';
import type { ExportContext } from './exportDocument';
import type { ClientOf } from './fieldRows';
import { EXPORT_FORMATS, type ExportFormat } from './formats';
import { saveExport } from './saveExport';
import type { Table } from './table';

interface Props {
  /** Runs that have been measured. */
  analyses: readonly RunAnalysis[];
  /** Still being measured: they are not in the file. */
  missing?: number;
  thresholds?: ExportContext['thresholds'];
  gates?: readonly string[];
  /** What else belongs to the runs; asked for when it is exported. */
  more?: () => Table[] | Promise<Table[]>;
  /** What clients reported of a run. */
  clientOf?: ClientOf;
}

/** Saves the series and figures of what is on screen. */
export function ExportButton({ analyses, missing = 0, thresholds, gates, more, clientOf }: Props): React.ReactElement {
  const version = usePluginContext()?.meta.info.version ?? 'unknown';
  const [busy, setBusy] = useState(false);

  const save = (format: ExportFormat): void => {
    setBusy(true);
    Promise.resolve()
      .then(() => (format === 'benchmark-report' ? undefined : more?.()))
      .then((tables) =>
        saveExport(format, { analyses, pluginVersion: version, thresholds, gates, more: tables, clientOf })
      )
      .catch((error: unknown) => {
        const payload = [t('export.failed', 'The export failed'), messageOf(error)];
        getAppEvents().publish({ type: AppEvents.alertError.name, payload });
      })
      .finally(() => setBusy(false));
  };

  const menu = (
    <DropdownMenu>
      {EXPORT_FORMATS.map((format) => (
        <Menu.Item
          key={format}
          {...formatWords(format)}
          testId={`${testIds.exports.item} ${format}`}
          onClick={() => save(format)}
        />
      ))}
    </DropdownMenu>
  );
  return (
    <Dropdown overlay={menu} placement="bottom-end">
      <Button
        variant="secondary"
        icon={busy ? 'spinner' : 'download-alt'}
        disabled={analyses.length === 0 || busy}
        tooltip={
          analyses.length === 0
            ? t('export.nothing', 'Nothing has been measured yet')
            : missing > 0
              ? t('export.missing', '{{count}} of the runs not measured yet: not in the file', { count: missing })
              : t('export.about', 'Series and figures, with units, queries and a link to this view')
        }
        data-testid={testIds.exports.button}
      >
        {t('export.button', 'Export')}
      </Button>
    </Dropdown>
  );
}

function formatWords(format: ExportFormat): { label: string; description: string } {
  switch (format) {
    case 'csv':
      return { label: 'CSV', description: t('export.csv', 'Archive: one file per table, and one for metadata') };
    case 'json':
      return { label: 'JSON', description: t('export.json', 'One document with everything') };
    case 'benchmark-report':
      return {
        label: t('export.benchmark-report', 'Benchmark Report'),
        description: t('export.benchmark-report-about', 'llm-d’s YAML, version 0.2.1: one document per run'),
      };
    case 'parquet':
      return {
        label: 'Parquet',
        description: t('export.parquet', 'Archive: one file per table, with metadata inside'),
      };
  }
}
