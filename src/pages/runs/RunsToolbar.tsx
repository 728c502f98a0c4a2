import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Field, FilterInput, MultiCombobox, useStyles2, type ComboboxOption } from '@grafana/ui';
import React, { useEffect, useId, useState } from 'react';

import { t } from '../../i18n/t';
import { outcomeTitle, standardOutcomes } from './columns';
import {
  isFiltered,
  NO_FILTER,
  NONE,
  OUTCOME_KEYS,
  type FacetValue,
  type OutcomeKey,
  type RunFacets,
  type RunFilter,
} from './runFilter';
import { phaseName } from './runWords';
import { modeLabel } from '../../shared/modeLabel';

interface Props {
  filter: RunFilter;
  facets: RunFacets;
  onFilter: (filter: RunFilter) => void;
  /** Whether a record tells what came of any run: then columns of that can be chosen. */
  hasOutcomes: boolean;
  outcomes?: readonly OutcomeKey[];
  onOutcomes: (outcomes: OutcomeKey[]) => void;
}

/** Narrows the list down: a search by words, and one choice for each of the things that runs differ in. */
export function RunsToolbar(props: Props): React.ReactElement {
  const { filter, facets, onFilter, hasOutcomes, outcomes } = props;
  const styles = useStyles2(getStyles);
  // On a phone the choices would push the list off the screen.
  const [open, setOpen] = useState(false);
  const set = (part: Partial<RunFilter>): void => onFilter({ ...filter, ...part });
  return (
    <div className={styles.bar} role="search" aria-label={t('pages.runs.filter.label', 'Filter runs')}>
      <Search value={filter.search} onChange={(search) => set({ search })} />
      <Button
        variant="secondary"
        icon={open ? 'angle-up' : 'filter'}
        aria-expanded={open}
        className={styles.toggle}
        onClick={() => setOpen(!open)}
      >
        {t('pages.runs.filter.toggle', 'Filters')}
      </Button>
      <div className={cx(styles.facets, !open && styles.folded)}>
        <Facet
          label={t('pages.runs.filter.phase', 'Phase')}
          values={facets.phases}
          chosen={filter.phases}
          name={phaseName}
          onChange={(phases) => set({ phases })}
        />
        <Facet
          label={t('pages.runs.filter.experiment', 'Experiment')}
          values={facets.experiments}
          chosen={filter.experiments}
          onChange={(experiments) => set({ experiments })}
        />
        <Facet
          label={t('pages.runs.filter.mode', 'Mode')}
          values={facets.modes}
          chosen={filter.modes}
          name={modeLabel}
          onChange={(modes) => set({ modes })}
        />
        <Facet
          label={t('pages.runs.filter.started-by', 'Started by')}
          values={facets.startedBy}
          chosen={filter.startedBy}
          onChange={(startedBy) => set({ startedBy })}
        />
        <Facet
          label={t('pages.runs.filter.namespace', 'Namespace')}
          values={facets.namespaces}
          chosen={filter.namespaces}
          onChange={(namespaces) => set({ namespaces })}
        />
        {(hasOutcomes || outcomes !== undefined) && <Outcomes {...props} />}
      </div>
      {isFiltered(filter) && (
        <Button
          variant="secondary"
          fill="text"
          icon="times"
          className={styles.clear}
          onClick={() => onFilter(NO_FILTER)}
        >
          {t('pages.runs.filter.clear', 'Clear filters')}
        </Button>
      )}
    </div>
  );
}

/** Typing is shown at once; the list and the URL follow when it pauses. */
const TYPING_MS = 150;

function Search({ value, onChange }: { value: string; onChange: (value: string) => void }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const id = useId();
  const [typed, setTyped] = useState(value);
  const [last, setLast] = useState(value);
  if (value !== last) {
    // Changed from outside: the back button, or the filters were cleared.
    setLast(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) {
      return undefined;
    }
    const timer = setTimeout(() => onChange(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <Field label={t('pages.runs.filter.search', 'Search')} htmlFor={id} noMargin className={styles.search}>
      <FilterInput
        id={id}
        value={typed}
        onChange={setTyped}
        escapeRegex={false}
        placeholder={t('pages.runs.filter.search-placeholder', 'Name, pipeline, variant')}
      />
    </Field>
  );
}

interface FacetProps<T extends string> {
  label: string;
  values: Array<FacetValue<T>>;
  chosen: T[];
  name?: (value: T) => string;
  onChange: (chosen: T[]) => void;
}

function Facet<T extends string>({ label, values, chosen, name, onChange }: FacetProps<T>): React.ReactElement {
  const styles = useStyles2(getStyles);
  const id = useId();
  const labelOf = (value: T): string =>
    value === NONE ? t('pages.runs.filter.none', 'None') : (name?.(value) ?? value);
  const options = values.map(({ value, count }): ComboboxOption<T> => ({
    value,
    label: `${labelOf(value)} (${count})`,
  }));
  // A value from the URL that no run has still shows, so that it can be taken away.
  const shown = chosen.map((value) => ({ value, label: labelOf(value) }));
  return (
    <Field label={label} htmlFor={id} noMargin className={styles.facet}>
      <MultiCombobox
        id={id}
        options={options}
        value={shown}
        onChange={(next) => onChange(next.map((option) => option.value))}
        placeholder={t('pages.runs.filter.any', 'Any')}
      />
    </Field>
  );
}

/** Which figures and verdicts stand in the list. */
function Outcomes({ outcomes, onOutcomes }: Pick<Props, 'outcomes' | 'onOutcomes'>): React.ReactElement {
  const styles = useStyles2(getStyles);
  const id = useId();
  return (
    <Field label={t('pages.runs.outcomes', 'Figures')} htmlFor={id} noMargin className={styles.figures}>
      <MultiCombobox
        id={id}
        options={OUTCOME_KEYS.map((value): ComboboxOption<OutcomeKey> => ({ value, label: outcomeTitle(value) }))}
        value={[...(outcomes ?? standardOutcomes())]}
        isClearable
        onChange={(next) => onOutcomes(next.map(({ value }) => value))}
      />
    </Field>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5), alignItems: 'flex-start' }),
  search: css({ flex: '2 1 200px' }),
  facets: css({
    flex: '5 1 640px',
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(108px, 1fr))',
    gap: theme.spacing(1.5),
    [theme.breakpoints.down('sm')]: { flexBasis: '100%' },
  }),
  folded: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  // Level with the field beside it, below whose label it stands.
  toggle: css({ display: 'none', [theme.breakpoints.down('sm')]: { display: 'inline-flex', alignSelf: 'flex-end' } }),
  facet: css({ minWidth: 0 }),
  // Several are chosen from the first; in less room they would lie upon each other.
  figures: css({ minWidth: 0, gridColumn: 'span 2' }),
  clear: css({ alignSelf: 'flex-end' }),
});
