import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { RunAnalysis } from '../../domain/analysis/runAnalysis';
import { KPIS } from '../../domain/analysis/kpis';
import { differingFigures } from '../../domain/comparison/differingFigures';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';

interface Props {
  /** What the record says. */
  before: RunAnalysis;
  /** What Prometheus says now. */
  now: RunAnalysis;
}

/** What a run measured again says otherwise than its record. */
export function MeasuredAgain({ before, now }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const differing = useMemo(() => differingFigures(before.kpis, now.kpis), [before, now]);
  const { name } = now.run;
  if (differing.length === 0) {
    return (
      <div className={styles.note} role="status">
        {t('assessment.records.same', '{{name}} was measured again: every figure is as in its record.', { name })}
      </div>
    );
  }
  return (
    <details open>
      <summary className={styles.note}>
        {t('assessment.records.differ', '{{name}} was measured again: {{count}} figures differ from its record', {
          name,
          count: differing.length,
        })}
      </summary>
      <ScrollTable
        label={t('assessment.records.differences', 'Record and fresh figures of {{name}}', { name })}
        testId={testIds.compare.measuredAgain}
      >
        <thead>
          <tr>
            <th scope="col">{t('assessment.records.figure', 'Figure')}</th>
            <th scope="col">{t('assessment.records.recorded', 'Recorded')}</th>
            <th scope="col">{t('assessment.records.now', 'Now')}</th>
          </tr>
        </thead>
        <tbody>
          {differing.map(({ id, recorded, now: fresh, why }) => (
            <tr key={id} title={why}>
              <th scope="row">{KPIS[id].title}</th>
              <td>{recorded}</td>
              <td>{fresh}</td>
            </tr>
          ))}
        </tbody>
      </ScrollTable>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  note: css({ color: theme.colors.text.secondary }),
});
