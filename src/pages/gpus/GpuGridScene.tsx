import { css } from '@emotion/css';
import { LoadingState, type GrafanaTheme2 } from '@grafana/data';
import {
  SceneObjectBase,
  SceneObjectUrlSyncConfig,
  SceneQueryRunner,
  sceneGraph,
  type SceneComponentProps,
  type SceneObjectState,
  type SceneObjectUrlValues,
} from '@grafana/scenes';
import { RadioButtonGroup, useStyles2 } from '@grafana/ui';
import React, { Suspense, lazy, useMemo } from 'react';

import { formatQuantity } from '../../domain/format';
import { GPU_MEASURES, gpusOf, type GpuMeasure } from '../../domain/gpu';
import { t } from '../../i18n/t';
import { grafanaPrometheus } from '../../prometheus/grafana';
import type { GpuSnapshot } from '../../queries/gpu';
import { HOLDER_PARAM } from '../../routes';
import { ChartsSkeleton } from '../../scenes/ChartsSkeleton';
import { detectionOf } from '../../scenes/detection';
import { queryError } from '../../scenes/queryError';
import { samplesOf } from '../../prometheus/samples';
import { EmptyState } from '../../shared/EmptyState';
import { ErrorNotice } from '../../shared/ErrorNotice';
import { viewState } from '../../shared/viewState';
import type { FormatValue } from './gpuText';
import type { AskNow } from './useHolders';
import { variantIn, type VariantRef } from './variantFilter';
import { RANK_ORDERS, SCALES, isMeasure, measureLabel, type RankOrder } from './gpuScales';

// Lazy: no other page has a grid, and all are in one chunk.
const Columns = lazy(async () => ({
  default: (await import(/* webpackChunkName: "gpu-grid" */ './GpuColumns')).GpuColumns,
}));

interface GpuGridSceneState extends SceneObjectState {
  measure: GpuMeasure;
  order: RankOrder;
  /** Leaves only the GPUs of this variant. */
  holder?: VariantRef;
  uid: string;
  /** One instant query a measure; only the chosen one is asked. */
  queries: GpuSnapshot;
  $data: SceneQueryRunner;
}

const instant = (expr: string) => [{ refId: 'gpus', expr, instant: true, range: false, format: 'time_series' }];

/** The grid of all GPUs and, beside it, the ranked list; measure and order are in the URL. */
export class GpuGridScene extends SceneObjectBase<GpuGridSceneState> {
  protected override _urlSync = new SceneObjectUrlSyncConfig(this, { keys: ['measure', 'order', HOLDER_PARAM] });

  constructor({ uid, queries }: { uid: string; queries: GpuSnapshot }) {
    super({
      measure: 'utilization',
      order: 'highest',
      uid,
      queries,
      $data: new SceneQueryRunner({ datasource: { type: 'prometheus', uid }, queries: instant(queries.utilization) }),
    });
  }

  setMeasure = (measure: GpuMeasure): void => {
    this.setState({ measure });
    this.state.$data.setState({ queries: instant(this.state.queries[measure]) });
    if (this.state.$data.isActive) {
      this.state.$data.runQueries();
    }
  };

  setOrder = (order: RankOrder): void => this.setState({ order });

  showAll = (): void => this.setState({ holder: undefined });

  getUrlState(): SceneObjectUrlValues {
    const { measure, order, holder } = this.state;
    return { measure, order, [HOLDER_PARAM]: holder && `${holder.namespace}/${holder.name}` };
  }

  updateFromUrl({ measure, order, ...values }: SceneObjectUrlValues): void {
    if (HOLDER_PARAM in values) {
      this.setState({ holder: variantIn(values[HOLDER_PARAM]) });
    }
    if (isMeasure(measure) && measure !== this.state.measure) {
      this.setMeasure(measure);
    }
    const known = RANK_ORDERS.find((candidate) => candidate === order);
    if (known) {
      this.setOrder(known);
    }
  }

  static Component = GpuGridRenderer;
}

function GpuGridRenderer({ model }: SceneComponentProps<GpuGridScene>): React.ReactElement {
  const { measure } = model.useState();
  const styles = useStyles2(getStyles);
  return (
    <section className={styles.box} aria-label={t('gpus.grid.title', 'All GPUs')}>
      <div className={styles.switch}>
        <RadioButtonGroup
          aria-label={t('gpus.grid.measure', 'Measure')}
          value={measure}
          onChange={model.setMeasure}
          options={GPU_MEASURES.map((value) => ({ value, label: measureLabel(value) }))}
        />
      </div>
      <GridOrWords model={model} />
    </section>
  );
}

function GridOrWords({ model }: { model: GpuGridScene }): React.ReactElement {
  const { measure, order, holder, uid, $data } = model.useState();
  const { value: range } = sceneGraph.getTimeRange(model).useState();
  const { data } = $data.useState();
  const styles = useStyles2(getStyles);
  const series = data?.series;
  const gpus = useMemo(() => gpusOf({ [measure]: (series ?? []).flatMap(samplesOf) }), [series, measure]);
  const format = useMemo(() => formatterOf(measure), [measure]);
  const askNow = useMemo<AskNow>(
    () => async (query, signal) => {
      const { dialect } = await detectionOf(uid, range);
      const span = { from: range.from.valueOf(), to: range.to.valueOf() };
      const answers = await grafanaPrometheus(uid).ask([{ refId: 'now', expr: query(dialect) }], span, signal);
      const answer = answers.get('now');
      if (answer?.series === undefined) {
        throw answer?.cause ?? new Error(answer?.error);
      }
      return answer.series;
    },
    [uid, range]
  );
  // Annotations may come first, with a finished state and no series.
  const isAnswered = $data.isDataReadyToDisplay() && data?.state !== LoadingState.Loading;
  const view = viewState({
    value: gpus.length > 0 || isAnswered ? gpus : undefined,
    error: queryError(data),
    loading: !isAnswered,
    isEmpty: (known) => known.length === 0,
  });
  const error = view.kind === 'failed' || view.kind === 'ready' ? view.error : undefined;
  if (error !== undefined) {
    return <ErrorNotice error={error} onRetry={() => $data.runQueries()} />;
  }
  if (view.kind !== 'ready') {
    return view.kind === 'empty' ? <NoGpus measure={measure} /> : <ChartsSkeleton rows={1} />;
  }
  return (
    <div className={styles.columns}>
      <Suspense fallback={<ChartsSkeleton rows={1} />}>
        <Columns
          gpus={gpus}
          measure={measure}
          format={format}
          labelOf={(count) =>
            t('gpus.grid.label', '{{measure}} of {{count}} GPUs, by node', { measure: measureLabel(measure), count })
          }
          askNow={askNow}
          holder={holder}
          onAll={model.showAll}
          order={order}
          onOrder={model.setOrder}
        />
      </Suspense>
    </div>
  );
}

function formatterOf(measure: GpuMeasure): FormatValue {
  return (value) => formatQuantity(value, SCALES[measure].unit, 0);
}

function NoGpus({ measure }: { measure: GpuMeasure }): React.ReactElement {
  return (
    <EmptyState
      title={t('gpus.empty.title', 'No GPU reports {{measure}}', { measure: measureLabel(measure).toLowerCase() })}
    >
      {t(
        'gpus.empty.why',
        'Choose another accelerator above, or All. If that shows none either, Prometheus does not scrape the DCGM exporter, or the exporter does not emit this measure (tensor activity needs profiling metrics).'
      )}
    </EmptyState>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  // On a phone it scrolls: cut labels would say nothing.
  switch: css({ maxWidth: '100%', overflowX: 'auto', '&& > *': { width: 'max-content', maxWidth: 'none' } }),
  columns: css({
    display: 'grid',
    gap: theme.spacing(2),
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@container (min-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr) 320px' },
  }),
});
