import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatNumber, formatQuantity } from '../../../domain/format';
import { benchmarkTotal, isSampled, type GuidellmReport } from '../../../guidellm/report';
import type { StoredReport } from '../../../guidellm/reportStore';
import { t } from '../../../i18n/t';
import { ErrorNotice } from '../../../shared/ErrorNotice';
import { testIds } from '../../../shared/testIds';

interface Props {
  files: readonly StoredReport[];
  onRemove: (id: number) => void;
}

/** Each file with how far it is read, what is in it, or why it cannot be read. */
export function ReportFiles({ files, onRemove }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={t('pages.run.client.list', 'Dropped reports')}>
      {files.map((file) => (
        <li key={file.id} data-testid={testIds.guidellm.file}>
          <div className={styles.row}>
            <Icon name={file.state === 'refused' ? 'exclamation-triangle' : 'file-alt'} aria-hidden />
            <span className={styles.name}>{file.name}</span>
            <FileState file={file} />
            <IconButton
              name="times"
              tooltip={
                file.state === 'reading'
                  ? t('pages.run.client.stop', 'Stop reading {{name}}', { name: file.name })
                  : t('pages.run.client.remove', 'Remove {{name}}', { name: file.name })
              }
              onClick={() => onRemove(file.id)}
            />
          </div>
          {file.state === 'refused' && <ErrorNotice error={file.error} />}
        </li>
      ))}
    </ul>
  );
}

function FileState({ file }: { file: StoredReport }): React.ReactElement {
  const styles = useStyles2(getStyles);
  switch (file.state) {
    case 'waiting':
      return <span className={styles.quiet}>{t('pages.run.client.waiting', 'waits')}</span>;
    case 'reading':
      return (
        <>
          <progress
            className={styles.progress}
            max={Math.max(1, file.size)}
            value={file.read}
            aria-label={t('pages.run.client.reading', 'Reading {{name}}', { name: file.name })}
          />
          <span className={styles.quiet}>
            {sizeText(file.read)} / {sizeText(file.size)}
          </span>
        </>
      );
    case 'read':
      return <span className={styles.quiet}>{file.report && contentsText(file.report, file.size)}</span>;
    case 'refused':
      return <span className={styles.quiet}>{sizeText(file.size)}</span>;
  }
}

function contentsText(report: GuidellmReport, size: number): string {
  const { benchmarks, version } = report;
  const total = benchmarks.reduce((sum, benchmark) => sum + benchmarkTotal(benchmark), 0);
  const inFile = benchmarks.reduce((sum, { requests }) => sum + requests.count, 0);
  return [
    version === undefined ? undefined : `GuideLLM ${version}`,
    benchmarks.some(isSampled)
      ? t('pages.run.client.sampled', '{{total}} requests, a sample of {{sample}} in the file', {
          total: formatNumber(total),
          sample: formatNumber(inFile),
        })
      : t('pages.run.client.requests', '{{total}} requests', { total: formatNumber(total) }),
    sizeText(size),
  ]
    .filter(Boolean)
    .join(' · ');
}

function sizeText(bytes: number): string {
  return formatQuantity(bytes, 'decbytes', bytes < 1e6 ? 0 : 1);
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  row: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1) }),
  name: css({ overflowWrap: 'anywhere' }),
  quiet: css({ color: theme.colors.text.secondary }),
  progress: css({ width: 160, accentColor: theme.colors.primary.main }),
});
