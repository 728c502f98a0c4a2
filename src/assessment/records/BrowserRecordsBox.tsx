import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import React from 'react';

import { runId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { FileDrop } from '../../shared/FileDrop';
import { testIds } from '../../shared/testIds';
import type { BrowserRecords, BrowserRecordsState } from './browserRecords';

interface Props {
  store: BrowserRecords;
  state: BrowserRecordsState;
  /** Told of those that were dropped just now. */
  onAdded?: (refs: RunRef[]) => void;
  onRemoved?: (ref: RunRef) => void;
}

/** Records of runs that were dropped: compared without anything being asked of a cluster. */
export function BrowserRecordsBox({
  store,
  state: { records = [], errors },
  onAdded,
  onRemoved,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const remove = (ref: RunRef): void => {
    void store.remove(ref).then(() => onRemoved?.(ref));
  };
  return (
    <details open={errors.length > 0 || undefined} data-testid={testIds.compare.dropped}>
      <summary className={styles.summary}>
        {t('pages.compare.records.title', 'Records in this browser: {{count}}', { count: records.length })}
      </summary>
      <div className={styles.box}>
        <FileDrop
          text={t('pages.compare.records.drop', 'Drop records of runs here, or')}
          note={t(
            'pages.compare.records.stays',
            'Files that wva record wrote, of this cluster or another. They stay in your browser until you remove them, and are sent nowhere.'
          )}
          label={t('pages.compare.records.files', 'Records of runs')}
          accept=".json,.gz,.wva,application/json,application/gzip"
          testId={testIds.compare.recordInput}
          onFiles={(files) => void store.add(files).then((refs) => refs.length > 0 && onAdded?.(refs))}
        />
        {errors.map((error, i) => (
          <ErrorNotice key={i} error={error} />
        ))}
        {records.length > 0 && (
          <ul className={styles.list}>
            {records.map(({ ref, experiment, startedAt }) => (
              <li key={runId(ref)} className={styles.row}>
                <span>
                  {[ref.name, ref.namespace, experiment, dateTimeFormat(startedAt)].filter(Boolean).join(' · ')}
                </span>
                <IconButton
                  name="trash-alt"
                  tooltip={t('pages.compare.records.remove', 'Remove the record of {{name}}', { name: ref.name })}
                  onClick={() => remove(ref)}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  summary: css({ cursor: 'pointer', color: theme.colors.text.secondary }),
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), marginTop: theme.spacing(1) }),
  list: css({ listStyle: 'none', margin: 0 }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1), minWidth: 0, overflowWrap: 'anywhere' }),
});
