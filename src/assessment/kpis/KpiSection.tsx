import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { FilterInput, InlineSwitch, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { t } from '../../i18n/t';
import type { CompareView } from '../compareUrl';
import { KpiTable, type ShownColumn } from './KpiTable';
import { Section } from '../Section';

interface Props {
  id?: string;
  columns: readonly ShownColumn[];
  /** Whether any run has repeats among the others. */
  repeats: boolean;
  view: Pick<CompareView, 'columns' | 'figures' | 'differing' | 'search' | 'sort'>;
  onView: (view: Partial<CompareView>) => void;
  /** Columns and order are not to be chosen. */
  fixed?: boolean;
}

/** The table of figures with what narrows it down. */
export function KpiSection({ id, columns, repeats, view, onView, fixed = false }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { figures, differing, search, sort } = view;
  const filter = useMemo(() => ({ figures, differing, search, sort }), [figures, differing, search, sort]);
  return (
    <Section
      id={id}
      title={t('pages.compare.kpis.title', 'Figures')}
      note={
        view.columns === 'groups' && repeats
          ? t(
              'pages.compare.kpis.note-groups',
              'Repeats are grouped: their average (the geometric mean of times, counts and costs) with its 95 % confidence interval from three runs on; with fewer, their range. A change within it is not marked as better or worse.'
            )
          : t('pages.compare.kpis.note', 'Changes are against the baseline. Point at a name for its formula.')
      }
      controls={
        <>
          {repeats && (
            <RadioButtonGroup
              size="sm"
              aria-label={t('pages.compare.kpis.columns', 'Columns')}
              options={[
                { value: 'runs' as const, label: t('pages.compare.kpis.runs', 'Runs') },
                { value: 'groups' as const, label: t('pages.compare.kpis.groups', 'Repeats together') },
              ]}
              value={view.columns}
              onChange={(chosen) => onView({ columns: chosen, sort: undefined })}
            />
          )}
          <RadioButtonGroup
            size="sm"
            aria-label={t('pages.compare.kpis.which', 'Which figures')}
            options={[
              { value: 'key' as const, label: t('pages.compare.kpis.key', 'Key figures') },
              { value: 'all' as const, label: t('pages.compare.kpis.all', 'All') },
            ]}
            value={figures}
            onChange={(chosen) => onView({ figures: chosen })}
          />
          {columns.length > 1 && !fixed && (
            <InlineSwitch
              label={t('pages.compare.kpis.differing', 'Only differences')}
              showLabel
              transparent
              value={differing}
              onChange={(event) => onView({ differing: event.currentTarget.checked })}
            />
          )}
          <div className={styles.search}>
            <FilterInput
              value={search}
              onChange={(text) => onView({ search: text })}
              escapeRegex={false}
              aria-label={t('pages.compare.kpis.search', 'Search figures')}
              placeholder={t('pages.compare.kpis.search', 'Search figures')}
            />
          </div>
        </>
      }
    >
      <KpiTable
        columns={columns}
        filter={filter}
        onSort={columns.length > 1 && !fixed ? (key) => onView({ sort: key }) : undefined}
      />
    </Section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({ search: css({ width: theme.spacing(24) }) });
