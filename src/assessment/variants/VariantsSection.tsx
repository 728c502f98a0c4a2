import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2 } from '@grafana/ui';
import React from 'react';

import { modelFigures, type ModelFigure, type ModelFigures, type Taken } from '../../domain/analysis/modelFigures';
import { formatNumber, UNKNOWN } from '../../domain/format';
import { t } from '../../i18n/t';
import { ScrollTable } from '../../shared/ScrollTable';
import type { ChartRun } from '../charts/runFrames';
import { RunTag } from '../charts/RunTag';
import { Section } from '../Section';

interface Props {
  id?: string;
  runs: readonly ChartRun[];
}

function knownFigures(runs: readonly ChartRun[]): Array<Pick<ChartRun, 'look'> & { figures: ModelFigures }> {
  return runs.flatMap(({ analysis, look }) => {
    const figures = modelFigures(analysis.measurements);
    return figures ? [{ look, figures }] : [];
  });
}

/** Whether it is known of any run which variants served its model. */
export const hasVariants = (runs: readonly ChartRun[]): boolean => knownFigures(runs).length > 0;

/** The variants that served the model of each run, and their sum; nothing where that is known of no run. */
export function VariantsSection({ id, runs }: Props): React.ReactElement | null {
  const known = knownFigures(runs);
  if (known.length === 0) {
    return null;
  }
  return (
    <Section
      id={id}
      title={t('assessment.variants.title', 'Model and variants')}
      note={t(
        'assessment.variants.note',
        'All workloads of the namespace whose pods served the model, the run’s own first, and their sum. Prices have no currency: what llm-d.ai/variant-cost says, else what the app’s settings have.'
      )}
    >
      <ScrollTable label={t('assessment.variants.region', 'Variants that served the model')}>
        <thead>
          <tr>
            <th scope="col">{t('assessment.variants.variant', 'Variant')}</th>
            <th scope="col">{t('assessment.variants.accelerator', 'Accelerator')}</th>
            <th scope="col">{t('assessment.variants.role', 'Role')}</th>
            <th scope="col">{t('assessment.variants.gpus', 'GPUs of a replica')}</th>
            <th scope="col">{t('assessment.variants.replicas', 'Ready replicas, mean')}</th>
            <th scope="col">{t('assessment.variants.gpu-hours', 'GPU-hours')}</th>
            <th scope="col">{t('assessment.variants.served', 'Requests served')}</th>
            <th scope="col">{t('assessment.variants.per-gpu-hour', 'Requests per GPU-hour')}</th>
            <th scope="col">{t('assessment.variants.price', 'Price of a GPU-hour')}</th>
            <th scope="col">{t('assessment.variants.cost', 'Cost-weighted GPU-hours')}</th>
          </tr>
        </thead>
        {known.map(({ look, figures }) => (
          <Rows key={look.name} figures={figures} heading={runs.length > 1 ? <RunTag look={look} /> : undefined} />
        ))}
      </ScrollTable>
    </Section>
  );
}

function Rows({ figures, heading }: { figures: ModelFigures; heading?: React.ReactNode }): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { model, variants, all, mixed } = figures;
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={10}>
          <span className={styles.group}>
            {heading}
            <span>{model ?? t('assessment.variants.no-model', 'It is not known which model the pods served')}</span>
          </span>
        </th>
      </tr>
      {variants.map(({ workload, accelerator, role, gpusPerReplica, replicasMean, price, taken }) => (
        <tr key={workload}>
          <th scope="row">{workload}</th>
          <td>{accelerator ?? UNKNOWN}</td>
          <td>{role ?? UNKNOWN}</td>
          <td>{gpusPerReplica === undefined ? UNKNOWN : formatNumber(gpusPerReplica, 0)}</td>
          <td>{replicasMean === undefined ? UNKNOWN : formatNumber(replicasMean, 2)}</td>
          <TakenCells taken={taken} price={price} />
        </tr>
      ))}
      {variants.length > 1 && (
        <tr className={styles.sum}>
          <th scope="row">{t('assessment.variants.all', 'All variants')}</th>
          <td colSpan={4} />
          <TakenCells taken={all} mixed={mixed} />
        </tr>
      )}
    </tbody>
  );
}

interface TakenProps {
  taken: Taken;
  /** Of a sum there is none. */
  price?: ModelFigure & { source?: string };
  mixed?: string;
}

function TakenCells({ taken, price, mixed }: TakenProps): React.ReactElement {
  return (
    <>
      <Figure figure={taken.gpuHours} decimals={2} />
      <Figure figure={taken.served} decimals={0} />
      <Figure figure={taken.requestsPerGpuHour} decimals={1} />
      {price ? <Figure figure={price} decimals={2} about={price.source} /> : <td />}
      <Figure figure={taken.cost} decimals={2} problem={mixed} />
    </>
  );
}

interface FigureProps {
  figure: ModelFigure;
  decimals: number;
  about?: string;
  problem?: string;
}

function Figure({ figure: { value, why }, decimals, about, problem }: FigureProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const more = value === undefined ? why : (problem ?? about);
  return (
    <td className={styles.number} title={more}>
      {value === undefined ? UNKNOWN : formatNumber(value, decimals)}{' '}
      {more !== undefined && (
        <Icon
          name={problem !== undefined && value !== undefined ? 'exclamation-triangle' : 'info-circle'}
          size="sm"
          aria-label={more}
        />
      )}
    </td>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  group: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    color: theme.colors.text.secondary,
  }),
  number: css({ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }),
  sum: css({ '& th': { fontWeight: theme.typography.fontWeightMedium } }),
});
