import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import type { AnalysedRun } from '../../domain/analysis/types';
import { diffParams, type ParamRow } from '../../domain/comparison/paramDiff';
import { NAMING_PARAMS } from '../../domain/comparison/trend';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import { testIds } from '../../shared/testIds';
import type { RunLook } from '../../assessment/charts/runLook';
import { RunTag } from '../../assessment/charts/RunTag';
import { Section } from '../../assessment/Section';

interface Props {
  id?: string;
  runs: ReadonlyArray<{ subject: AnalysedRun; look: RunLook }>;
}

/** What differs in the parameters of the runs: the first thing to know before their figures are compared. */
export function ParamDiffTable({ id, runs }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  // A pruned run took its params with it; mode and replicas are kept.
  const known = useMemo(() => runs.filter(({ subject }) => !subject.pruned), [runs]);
  const { differing, same } = useMemo(
    () =>
      diffParams(
        known.map(({ subject }) => subject.params),
        NAMING_PARAMS
      ),
    [known]
  );
  const rows = [...factRows(runs.map(({ subject }) => subject)), ...differing.map((row) => spread(row, runs, known))];
  return (
    <Section
      id={id}
      title={t('pages.compare.params.title', 'What differs in their parameters')}
      note={note(runs.length - known.length, same)}
      testId={testIds.compare.params}
    >
      {rows.length === 0 ? (
        <p className={styles.none}>{t('pages.compare.params.none', 'Nothing: they are repeats of each other.')}</p>
      ) : (
        <ScrollTable label={t('pages.compare.params.region', 'Parameters')} className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('pages.compare.params.param', 'Parameter')}</th>
              {runs.map(({ look }) => (
                <th key={look.label} scope="col">
                  <RunTag look={look} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ path, values }) => (
              <tr key={path}>
                <th scope="row">{path}</th>
                {values.map((value, i) => (
                  <td key={i}>
                    <Value text={value} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </ScrollTable>
      )}
    </Section>
  );
}

function note(pruned: number, same: number): string {
  const alike = t('pages.compare.params.same', '{{count}} other values are the same in all of them.', { count: same });
  return pruned === 0
    ? alike
    : `${alike} ${t('pages.compare.params.pruned', 'Runs that Tekton has pruned took their parameters with them; only mode and replicas are known.')}`;
}

/** Mode and replicas: known of every run, and told in one word what a ScaledObject tells in twenty lines. */
function factRows(subjects: readonly AnalysedRun[]): ParamRow[] {
  const facts: Array<[string, (run: AnalysedRun) => string | undefined]> = [
    [t('pages.compare.params.mode', 'mode'), (run) => run.mode],
    [t('pages.compare.params.replicas', 'replicas'), (run) => run.replicas],
    [t('pages.compare.params.experiment', 'experiment'), (run) => run.experiment],
    [t('pages.compare.params.workload', 'workload'), (run) => run.workload.variant],
  ];
  return facts
    .map(([path, read]) => ({ path, values: subjects.map(read) }))
    .filter(({ values }) => new Set(values).size > 1);
}

/** Values of the runs whose params are known, at their places among all. */
function spread(row: ParamRow, runs: Props['runs'], known: Props['runs']): ParamRow {
  return { path: row.path, values: runs.map((run) => (run.subject.pruned ? UNKNOWN : row.values[known.indexOf(run)])) };
}

const UNKNOWN = '?';
/** A whole branch is told by its first lines; the rest on demand. */
const FOLD_LINES = 2;

function Value({ text }: { text: string | undefined }): React.ReactElement {
  const styles = useStyles2(getStyles);
  if (text === undefined) {
    return <span className={styles.none}>{t('pages.compare.params.absent', 'none')}</span>;
  }
  const lines = text.split('\n');
  return lines.length <= FOLD_LINES + 1 ? (
    <code className={styles.code}>{text}</code>
  ) : (
    <details>
      <summary>{t('pages.compare.params.more', '{{count}} values', { count: lines.length })}</summary>
      <code className={styles.code}>{text}</code>
    </details>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ margin: 0, color: theme.colors.text.secondary }),
  table: css({ width: '100%', '& tbody th': { overflowWrap: 'anywhere', minWidth: 140 } }),
  code: css({
    padding: 0,
    border: 0,
    background: 'none',
    color: theme.colors.text.primary,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  }),
});
