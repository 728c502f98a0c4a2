import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import { parseRunId, type RunRef } from '../../domain/run';
import { t } from '../../i18n/t';
import { comparePath } from '../../routes';
import { PageButton } from '../../shared/PageButton';
import { testIds } from '../../shared/testIds';
import { MAX_RUNS } from '../../assessment/compareUrl';

interface Props {
  /** Ids, in the order chosen: the first is the baseline. */
  selected: readonly string[];
  onClear: () => void;
  /** Reports and files of runs; shown when it is asked for. */
  exports?: (runs: readonly RunRef[]) => React.ReactNode;
}

/** What can be done with the chosen runs. */
export function SelectionBar({ selected, onClear, exports }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [isExporting, setExporting] = useState(false);
  const ids = selected.join(' ');
  const runs = useMemo(() => ids.split(' ').flatMap((id) => parseRunId(id) ?? []), [ids]);
  const isTooMany = runs.length > MAX_RUNS;
  return (
    <div className={styles.bar} role="region" aria-label={t('pages.runs.selection.heading', 'Chosen runs')}>
      <span>
        {isTooMany
          ? t('pages.runs.selection.too-many', '{{count}} runs chosen; {{most}} can be compared at a time', {
              count: runs.length,
              most: MAX_RUNS,
            })
          : t('pages.runs.selection.count', '{{count}} chosen, the first is the baseline', { count: runs.length })}
      </span>
      <PageButton
        size="sm"
        icon="code-branch"
        href={comparePath({ runs: runs.slice(0, MAX_RUNS) })}
        disabled={runs.length < 2}
        data-testid={testIds.runs.compare}
      >
        {t('pages.runs.selection.compare', 'Compare')}
      </PageButton>
      {exports && (
        <Button
          size="sm"
          variant="secondary"
          icon={isExporting ? 'angle-up' : 'angle-down'}
          aria-expanded={isExporting}
          onClick={() => setExporting(!isExporting)}
        >
          {t('pages.runs.selection.export', 'Export and report')}
        </Button>
      )}
      <Button size="sm" variant="secondary" fill="text" icon="times" onClick={onClear}>
        {t('pages.runs.selection.clear', 'Choose none')}
      </Button>
      {isExporting && exports?.(runs)}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    padding: theme.spacing(1, 1.5),
    background: theme.colors.background.secondary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
