import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import React from 'react';

import { parseRunId } from '../../domain/run';
import { t } from '../../i18n/t';
import { comparePath } from '../../routes';
import { PageButton } from '../../shared/PageButton';
import { testIds } from '../../shared/testIds';
import { MAX_RUNS } from '../../assessment/compareUrl';

interface Props {
  /** Ids, in the order chosen: the first is the baseline. */
  selected: readonly string[];
  onClear: () => void;
}

/** What can be done with the chosen runs. */
export function SelectionBar({ selected, onClear }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const runs = selected.flatMap((id) => parseRunId(id) ?? []);
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
      <Button size="sm" variant="secondary" fill="text" icon="times" onClick={onClear}>
        {t('pages.runs.selection.clear', 'Choose none')}
      </Button>
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
