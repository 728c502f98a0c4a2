import { t } from '../../i18n/t';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import type { TimeZone } from '@grafana/schema';
import { Button, Pagination, useStyles2 } from '@grafana/ui';
import React, { useDeferredValue, useMemo, useState } from 'react';

import { totalSeconds } from '../../domain/loadProfile';
import { formatDuration } from '../../domain/format';
import { testIds } from '../../shared/testIds';
import { intensityText, LoadProfileChart } from '../LoadProfileChart';
import { useNow } from '../../shared/useNow';
import { LoadStepRow, STEP_COLUMNS, stepLabels, type EditSteps } from './LoadStepRow';
import { nextStep, profileOf, STEP_FIELDS, stepProblems, type StepDraft } from './steps';

interface Props {
  steps: StepDraft[];
  onEdit: EditSteps;
  timeZone: TimeZone;
  /** What is wrong with the whole; shown once it was tried. */
  error?: string;
}

/** Rows on screen at once: hundreds of steps stay quick to edit. */
const PAGE = 25;

/** Editor of `load-steps`: rows, the summed rate as a chart, and what it amounts to. */
export function LoadStepsEditor({ steps, onEdit, timeZone, error }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const [page, setPage] = useState(1);
  const [focusKey, setFocusKey] = useState<string>();
  const drawn = useDeferredValue(steps);
  const profile = useMemo(() => profileOf(drawn), [drawn]);
  const pages = Math.max(1, Math.ceil(steps.length / PAGE));
  const shown = Math.min(page, pages);
  const from = (shown - 1) * PAGE;
  const labels = stepLabels();
  const add = () => {
    const step = nextStep(steps);
    onEdit((current) => [...current, step]);
    setFocusKey(step.key);
    setPage(Math.ceil((steps.length + 1) / PAGE));
  };
  return (
    <fieldset className={styles.box} data-testid={testIds.start.steps}>
      <legend className={styles.legend}>{t('experiment.steps.title', 'Load steps')}</legend>
      <p className={styles.quiet}>
        {t(
          'experiment.steps.help',
          'Each step is a generator with a constant rate; where steps overlap, their rates add up. Ctrl+Enter duplicates a step, Ctrl+Delete removes it.'
        )}
      </p>
      <LoadProfileChart profile={profile} />
      <Summary profile={profile} timeZone={timeZone} />
      <div className={styles.rows}>
        <div className={styles.head} aria-hidden>
          {STEP_FIELDS.map((field) => (
            <span key={field}>{labels[field].label}</span>
          ))}
        </div>
        <div className={styles.list}>
          {steps.slice(from, from + PAGE).map((step, i) => (
            <LoadStepRow
              key={step.key}
              step={step}
              index={from + i}
              autoFocus={step.key === focusKey}
              onEdit={onEdit}
            />
          ))}
        </div>
      </div>
      {error && (
        <div role="alert" className={styles.error}>
          {error} <JumpToProblem steps={steps} shown={shown} onJump={setPage} />
        </div>
      )}
      <div className={styles.foot}>
        <Button type="button" variant="secondary" icon="plus" onClick={add}>
          {t('experiment.steps.add', 'Add step')}
        </Button>
        {pages > 1 && <Pagination currentPage={shown} numberOfPages={pages} onNavigate={setPage} />}
      </div>
    </fieldset>
  );
}

function Summary({ profile, timeZone }: { profile: ReturnType<typeof profileOf>; timeZone: TimeZone }) {
  const now = useNow(15_000);
  const total = totalSeconds(profile);
  if (total === 0) {
    return null;
  }
  return (
    <div aria-live="polite">
      {t(
        'experiment.steps.summary',
        '{{count}} steps, {{total}} of load, at most {{peak}}. Started now, the load would end at {{end}}.',
        {
          count: profile.steps.length,
          defaultValue_one:
            '{{count}} step, {{total}} of load, at most {{peak}}. Started now, the load would end at {{end}}.',
          total: formatDuration(total),
          peak: intensityText(profile),
          end: dateTimeFormat(now + total * 1000, { timeZone, format: 'YYYY-MM-DD HH:mm' }),
        }
      )}
    </div>
  );
}

function JumpToProblem(props: { steps: StepDraft[]; shown: number; onJump: (page: number) => void }) {
  const first = props.steps.findIndex((step) => Object.keys(stepProblems(step)).length > 0);
  const page = Math.floor(first / PAGE) + 1;
  return first < 0 || page === props.shown ? null : (
    <Button type="button" size="sm" fill="text" onClick={() => props.onJump(page)}>
      {t('experiment.steps.jump', 'Show it')}
    </Button>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ border: 0, padding: 0, margin: 0, display: 'grid', gap: theme.spacing(1), minWidth: 0 }),
  legend: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  quiet: css({ color: theme.colors.text.secondary, margin: 0 }),
  rows: css({ containerType: 'inline-size' }),
  list: css({ display: 'grid', gap: theme.spacing(0.5) }),
  head: css({
    display: 'grid',
    gridTemplateColumns: STEP_COLUMNS,
    gap: theme.spacing(0.5, 1),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '@container (max-width: 620px)': { display: 'none' },
  }),
  foot: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(2), alignItems: 'center' }),
  error: css({ color: theme.colors.error.text }),
});
