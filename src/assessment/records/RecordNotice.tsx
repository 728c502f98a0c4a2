import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import type { RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { isDropped } from '../../records/droppedRef';
import { testIds } from '../../shared/testIds';
import type { Comparison } from '../useComparison';

/** Which runs are shown from their records, and a way to ask Prometheus in their place. */
export function RecordNotice({
  comparison: { runs, measureAgain },
}: {
  comparison: Comparison;
}): React.ReactElement | null {
  const styles = useStyles2(getStyles);
  const recorded = runs.flatMap(({ ref, analysis }) => (analysis?.recorded ? [{ ref, ...analysis.recorded }] : []));
  if (recorded.length === 0) {
    return null;
  }
  const [only] = recorded;
  // Nobody can be asked for a run that is known by a dropped record alone.
  const refs: RunRef[] = recorded.map(({ ref }) => ref).filter((ref) => !isDropped(ref));
  return (
    <div className={styles.row} data-testid={testIds.compare.records}>
      <span>
        {only && recorded.length === 1
          ? t('assessment.records.one', '{{name}} is shown from its record, written {{at}} by {{by}}.', {
              name: only.ref.name,
              at: dateTimeFormat(only.at),
              by: only.by,
            })
          : t('assessment.records.several', 'Shown from their records: {{names}}.', {
              names: recorded.map(({ ref }) => ref.name).join(', '),
            })}
      </span>
      {refs.length > 0 && (
        <Button size="sm" variant="secondary" fill="text" icon="sync" onClick={() => measureAgain(refs)}>
          {t('assessment.records.again', 'Measure again')}
        </Button>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
  }),
});
