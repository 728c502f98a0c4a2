import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { useMemo } from 'react';

import { t } from '../../i18n/t';
import { AxisTicks } from '../../shared/AxisTicks';
import { testIds } from '../../shared/testIds';
import { figureText } from '../../domain/analysis/figureText';
import { ridgeOf, RIDGES, type Ridge, type RidgeId, type RidgeRow } from './ridge';
import type { ChartRun } from './runFrames';
import { RunTag } from './RunTag';

const MARKS = ['p50', 'p99'] as const;
const WIDTH = 1000;
const HEIGHT = 100;

/** How TTFT, ITL, E2E, KV use and queue were distributed over each run, one shape below the other on one axis. */
export function Ridges({ runs }: { runs: readonly ChartRun[] }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.grid} data-testid={testIds.compare.ridges}>
      {RIDGES.map((id) => (
        <RidgeChart key={id} id={id} runs={runs} />
      ))}
    </div>
  );
}

function RidgeChart({ id, runs }: { id: RidgeId; runs: readonly ChartRun[] }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const ridge = useMemo(
    () =>
      ridgeOf(
        id,
        runs.map(({ analysis }) => analysis)
      ),
    [id, runs]
  );
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.title}>{ridgeTitle(id)}</figcaption>
      {ridge ? (
        <>
          {ridge.rows.map((row, i) => {
            const run = runs[i];
            return run && <Row key={run.look.label} ridge={ridge} row={row} run={run} />;
          })}
          <AxisTicks ticks={ridge.ticks} />
        </>
      ) : (
        <p className={styles.quiet}>{t('pages.compare.ridge.none', 'Nothing was observed.')}</p>
      )}
    </figure>
  );
}

function ridgeTitle(id: RidgeId): string {
  switch (id) {
    case 'ttft':
      return t('pages.compare.ridge.ttft', 'Time to first token');
    case 'itl':
      return t('pages.compare.ridge.itl', 'Inter-token latency');
    case 'e2e':
      return t('pages.compare.ridge.e2e', 'End-to-end latency');
    case 'kv':
      return t('pages.compare.ridge.kv', 'KV cache in use, by replica');
    case 'queue':
      return t('pages.compare.ridge.queue', 'Waiting requests, by replica');
  }
}

function Row({ ridge, row, run }: { ridge: Ridge; row: RidgeRow | undefined; run: ChartRun }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const color = useTheme2().visualization.getColorByName(run.look.color);
  // The figures of the table, so that the page says one number for one thing.
  const marks = row ? MARKS.map((p) => ({ p, value: run.analysis.kpis[`${ridge.id}-${p}`].value })) : [];
  const text = marks.map(({ p, value }) => `${p} ${figureText(`${ridge.id}-${p}`, value)}`).join(', ');
  const label = row
    ? t('pages.compare.ridge.label', '{{name}}: {{text}}', { name: run.look.name, text })
    : t('pages.compare.ridge.label-none', '{{name}}: nothing was observed', { name: run.look.name });
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <RunTag look={run.look} />
        <span className={styles.quiet}>{row ? text : t('pages.compare.ridge.none', 'Nothing was observed.')}</span>
      </div>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.svg}
      >
        <title>{label}</title>
        <line x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} className={styles.ground} />
        {row && <path d={pathOf(ridge, row)} fill={color} fillOpacity={0.35} stroke={color} className={styles.line} />}
        {marks.map(({ p, value }) =>
          value === undefined ? null : (
            <line
              key={p}
              x1={ridge.at(value) * WIDTH}
              x2={ridge.at(value) * WIDTH}
              y1={p === 'p50' ? 0 : HEIGHT / 3}
              y2={HEIGHT}
              className={styles.mark}
              strokeDasharray={p === 'p50' ? undefined : '4 3'}
            >
              <title>{`${p} ${figureText(`${ridge.id}-${p}`, value)}`}</title>
            </line>
          )
        )}
      </svg>
    </div>
  );
}

/** Steps, because a bucket says no more than how many fell into it. Each shape fills its row: compare places, not heights. */
function pathOf(ridge: Ridge, { shape }: RidgeRow): string {
  const peak = Math.max(...shape.buckets.map(({ density }) => density)) || 1;
  const x = (value: number): string => (Math.min(1, Math.max(0, ridge.at(value))) * WIDTH).toFixed(1);
  const shown = shape.buckets.filter(({ from, to }) => ridge.at(to) >= 0 && ridge.at(from) <= 1);
  const steps = shown.map(({ from, to, density }) => {
    const y = (HEIGHT - (density / peak) * (HEIGHT - 6)).toFixed(1);
    return `L ${x(from)} ${y} L ${x(to)} ${y}`;
  });
  const [first, last] = [shown[0], shown.at(-1)];
  return first && last ? `M ${x(first.from)} ${HEIGHT} ${steps.join(' ')} L ${x(last.to)} ${HEIGHT} Z` : '';
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(420px, 100%), 1fr))',
    gap: theme.spacing(1),
  }),
  figure: css({
    margin: 0,
    minWidth: 0,
    padding: theme.spacing(1.5),
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, marginBottom: theme.spacing(1) }),
  row: css({ marginTop: theme.spacing(0.75) }),
  words: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    minWidth: 0,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  quiet: css({
    margin: 0,
    color: theme.colors.text.secondary,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  }),
  svg: css({ display: 'block', width: '100%', height: 44 }),
  line: css({ vectorEffect: 'non-scaling-stroke', strokeWidth: 1.5 }),
  ground: css({ stroke: theme.colors.border.medium, vectorEffect: 'non-scaling-stroke', strokeWidth: 1 }),
  mark: css({ stroke: theme.colors.text.primary, vectorEffect: 'non-scaling-stroke', strokeWidth: 1.5 }),
});
