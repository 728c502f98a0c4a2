import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Combobox, Field, MultiCombobox, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useCallback, useId, useMemo } from 'react';

import { ALIGNMENTS, type Alignment } from '../../domain/comparison/alignment';
import { parseRunId, runId, type RunRef } from '../../domain/run';
import type { LatencyLimits } from '../../domain/analysis/types';
import { t } from '../../i18n/t';
import { testIds } from '../../shared/testIds';
import { MAX_RUNS, type CompareView } from '../../assessment/compareUrl';
import { optionsFor, type Candidate } from '../../assessment/runOptions';
import type { RunLook } from '../../assessment/charts/runLook';
import { LimitFields } from './LimitFields';

interface Props {
  view: CompareView;
  looks: readonly RunLook[];
  baseline: RunRef | undefined;
  candidates: readonly Candidate[];
  /** For goodput, those in force. */
  limits: LatencyLimits;
  onView: (view: Partial<CompareView>) => void;
  /** What can be done with the comparison: exports and the like. */
  actions?: React.ReactNode;
}

/** Which runs, against which, and how they are laid over each other. */
export function CompareHeader({
  view,
  looks,
  baseline,
  candidates,
  limits,
  onView,
  actions,
}: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const ids = { runs: useId(), baseline: useId() };
  const options = useCallback((search: string) => Promise.resolve(optionsFor(candidates, search)), [candidates]);
  const chosen = useMemo(() => view.runs.map((ref) => ({ value: runId(ref), label: ref.name })), [view.runs]);
  const baselines = view.runs.map((ref, i) => ({ value: runId(ref), label: looks[i]?.label ?? ref.name }));
  const alignments = ALIGNMENTS.map((value) => ({ value, ...alignmentWords(value) }));
  return (
    <div className={styles.box} data-testid={testIds.compare.picker}>
      <Field
        label={t('pages.compare.picker.runs', 'Runs ({{count}} of at most {{most}})', {
          count: view.runs.length,
          most: MAX_RUNS,
        })}
        htmlFor={ids.runs}
        noMargin
        className={styles.runs}
      >
        <MultiCombobox
          id={ids.runs}
          options={options}
          value={chosen}
          placeholder={t('pages.compare.picker.placeholder', 'Name, experiment')}
          onChange={(next) => onView({ runs: next.flatMap(({ value }) => parseRunId(value) ?? []).slice(0, MAX_RUNS) })}
        />
      </Field>
      <Field
        label={t('pages.compare.picker.baseline', 'Baseline')}
        htmlFor={ids.baseline}
        noMargin
        className={styles.baseline}
      >
        <Combobox
          id={ids.baseline}
          options={baselines}
          value={baseline ? runId(baseline) : null}
          disabled={baselines.length === 0}
          onChange={(next) => onView({ baseline: parseRunId(next.value) })}
        />
      </Field>
      <Field label={t('pages.compare.picker.align', 'Aligned')} noMargin>
        <RadioButtonGroup
          aria-label={t('pages.compare.picker.align', 'Aligned')}
          options={alignments}
          value={view.alignment}
          onChange={(alignment) => onView({ alignment })}
        />
      </Field>
      <LimitFields limits={limits} onLimits={(changed) => onView({ limits: { ...view.limits, ...changed } })} />
      <div className={styles.actions} data-testid={testIds.compare.actions}>
        {actions}
      </div>
    </div>
  );
}

function alignmentWords(alignment: Alignment): { label: string; description: string } {
  switch (alignment) {
    case 'elapsed':
      return {
        label: t('pages.compare.align.elapsed', 'At the start of load'),
        description: t('pages.compare.align.elapsed-about', 'Minutes since the first load step began'),
      };
    case 'progress':
      return {
        label: t('pages.compare.align.progress', 'By progress'),
        description: t('pages.compare.align.progress-about', '0 to 100 % of each run, whatever its length'),
      };
    case 'absolute':
      return {
        label: t('pages.compare.align.absolute', 'By the clock'),
        description: t('pages.compare.align.absolute-about', 'Each run at its own time'),
      };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', gap: theme.spacing(1.5) }),
  runs: css({ flex: '3 1 320px', minWidth: 0 }),
  baseline: css({ flex: '1 1 200px', minWidth: 0 }),
  actions: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginLeft: 'auto' }),
});
