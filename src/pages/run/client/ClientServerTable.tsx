import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

import { formatChange, formatNumber } from '../../../domain/format';
import { KPIS, type KpiId } from '../../../domain/analysis/kpis';
import type { ComparedFigure } from '../../../guidellm/compareWithServer';
import { t } from '../../../i18n/t';
import { ScrollTable } from '../../../shared/ScrollTable';
import { testIds } from '../../../shared/testIds';
import { figureText } from '../../../domain/analysis/figureText';

/** The client's figures, the server's, and what their difference says. */
export function ClientServerTable({ figures }: { figures: readonly ComparedFigure[] }): React.ReactElement {
  const styles = useStyles2(getStyles);
  return (
    <ScrollTable
      label={t('pages.run.client.figures', 'Client beside server')}
      testId={testIds.guidellm.figures}
      className={styles.table}
    >
      <thead>
        <tr>
          <th scope="col">{t('pages.run.client.figure', 'Figure')}</th>
          <th scope="col" className={styles.number}>
            {t('pages.run.client.client', 'Client')}
          </th>
          <th scope="col" className={styles.number}>
            {t('pages.run.client.server', 'Server')}
          </th>
          <th scope="col" className={styles.number}>
            {t('pages.run.client.difference', 'Difference')}
          </th>
          <th scope="col">{t('pages.run.client.means', 'What it says')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure.kpi}>
            <th scope="row" title={KPIS[figure.kpi].formula}>
              {KPIS[figure.kpi].title}
            </th>
            <td className={styles.number}>{figureText(figure.kpi, figure.client)}</td>
            <td className={styles.number}>{figureText(figure.kpi, figure.server)}</td>
            <td className={styles.number}>{differenceText(figure)}</td>
            <td className={cx(styles.meaning, figure.finding !== 'outside' && styles.quiet)}>{meaning(figure)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
}

function differenceText({ kpi, difference, relative, finding }: ComparedFigure): string {
  if (difference === undefined || finding === 'within-bucket') {
    return finding === undefined ? '–' : '≈';
  }
  const sign = difference > 0 ? '+' : difference < 0 ? '−' : '±';
  if (KPIS[kpi].unit === 'percentunit') {
    const number = `${sign}${formatNumber(Math.abs(difference) * 100, KPIS[kpi].decimals)}`;
    return t('pages.run.client.points', '{{number}} percentage points', { number });
  }
  const text = `${sign}${figureText(kpi, Math.abs(difference))}`;
  return relative === undefined ? text : `${text} (${formatChange(relative)})`;
}

function meaning(figure: ComparedFigure): string {
  const { kpi, finding, client = 0, server = 1 } = figure;
  switch (finding) {
    case undefined:
      return unknownMeaning(figure);
    case 'same':
      return t('pages.run.client.same', 'The same.');
    case 'within-bucket':
      return t('pages.run.client.bucket', 'No measurable difference: both are in one bucket of vLLM’s histogram.');
    case 'other-requests':
      return kpi === 'requests-served'
        ? t(
            'pages.run.client.share',
            '{{share}} % of what vLLM served is in these reports: one is missing, or something else also sends load.',
            { share: Math.floor((client / server) * 100) }
          )
        : t('pages.run.client.other', 'Not of the same requests.');
    case 'outside':
      return isRate(kpi) ? rateMeaning() : outsideMeaning(kpi);
    case 'less':
      return isRate(kpi) ? rateMeaning() : lessMeaning(kpi);
  }
}

function unknownMeaning({ client, server }: ComparedFigure): string {
  if (client === undefined && server === undefined) {
    return t('pages.run.client.neither', 'Neither knows it.');
  }
  return client === undefined
    ? t('pages.run.client.no-client', 'Not in the reports.')
    : t('pages.run.client.no-server', 'Prometheus does not know it.');
}

const isRate = (kpi: KpiId): boolean => KPIS[kpi].group === 'throughput';

function rateMeaning(): string {
  return t('pages.run.client.rate', 'The client’s is over its own time: from its first request to its last answer.');
}

/** The client has more: what lies on the way to vLLM. */
function outsideMeaning(kpi: KpiId): string {
  switch (kpi) {
    case 'requests-failed':
    case 'error-rate':
      return t(
        'pages.run.client.failed',
        'Errors that vLLM never saw: refused by the gateway, not connected, or given up by the client.'
      );
    case 'requests-served':
      return t(
        'pages.run.client.served',
        'vLLM counts fewer: replicas went away between two scrapes, or Prometheus missed some.'
      );
    default:
      return outsideLatency(kpi);
  }
}

function outsideLatency(kpi: KpiId): string {
  if (kpi.startsWith('ttft')) {
    return t(
      'pages.run.client.ttft',
      'Before vLLM: network, gateway, and the queue of the scheduler in front of the replicas.'
    );
  }
  return kpi.startsWith('itl')
    ? t('pages.run.client.itl', 'Tokens are held up on their way back: network, or a gateway that buffers the stream.')
    : t('pages.run.client.e2e', 'Outside vLLM: the wait before it, and tokens held up on their way back.');
}

function lessMeaning(kpi: KpiId): string {
  if (kpi.startsWith('itl')) {
    return t(
      'pages.run.client.itl-less',
      'The client knows the mean of each answer, vLLM each token: its extremes are flatter.'
    );
  }
  return kpi === 'requests-failed' || kpi === 'error-rate'
    ? t('pages.run.client.failed-less', 'What the client cuts off at its end, vLLM counts as failed.')
    : t(
        'pages.run.client.less',
        'No path explains it: the client’s time is not the server’s, or some of its requests are not in the reports.'
      );
}

const getStyles = (theme: GrafanaTheme2) => ({
  table: css({ '& tbody th': { whiteSpace: 'nowrap' } }),
  number: css({ '&&': { textAlign: 'right' }, whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  meaning: css({ minWidth: 260 }),
  quiet: css({ color: theme.colors.text.secondary }),
});
