import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeRange } from '@grafana/data';
import { Icon, TextLink, Tooltip, useStyles2 } from '@grafana/ui';
import React, { useCallback, useState } from 'react';

import type { TimeSeries } from '../../domain/analysis/types';
import { fleetModels, type FleetFigures, type FleetModel, type FleetVariant } from '../../domain/fleetModels';
import { formatQuantity, UNKNOWN } from '../../domain/format';
import { t } from '../../i18n/t';
import { grafanaPrometheus } from '../../prometheus/grafana';
import { variantFacts } from '../../queries/fleetRows';
import { gpusOfVariantPath } from '../../routes';
import { detectionOf } from '../../scenes/detection';
import { useAppSettings } from '../../shared/appSettings';
import { ScrollTable } from '../../shared/ScrollTable';
import { useLoad } from '../../shared/useLoad';

interface Props {
  uid: string;
  /** By `namespace`, `variant` and `model_name`, each a number now. */
  rows: readonly TimeSeries[];
  range: TimeRange;
  title: string;
  variantUrl: (namespace: string, variant: string) => string;
}

/** Models with their sums, and below each its variants; a model with one variant is that variant's row. */
export default function ModelsTable({ uid, rows, range, title, variantUrl }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { gpuPrices } = useAppSettings();
  const facts = useFacts(uid, range);
  const models = fleetModels({ rows, facts, prices: gpuPrices });
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      <ScrollTable label={t('overview.models.region', 'Variants by model')} className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('overview.models.variant', 'Model, variant')}</th>
            <th scope="col">{t('overview.models.accelerator', 'Accelerator')}</th>
            <th scope="col">{t('overview.models.role', 'Role')}</th>
            {numberNames().map((name) => (
              <th scope="col" key={name} className={styles.number}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {models.map((model) => (
          <Model
            key={JSON.stringify([model.namespace, model.model, model.variants[0]?.name])}
            model={model}
            variantUrl={variantUrl}
          />
        ))}
      </ScrollTable>
    </section>
  );
}

const numberNames = (): string[] => [
  t('overview.models.desired', 'Desired'),
  t('overview.models.ready', 'Ready'),
  t('overview.models.gpus', 'GPUs'),
  t('overview.models.kv', 'KV cache'),
  t('overview.models.queue', 'Queue'),
  t('overview.models.headroom', 'Headroom'),
  t('overview.models.served', 'Served, req/s'),
  t('overview.models.cost', 'Cost an hour'),
];

interface ModelProps {
  model: FleetModel;
  variantUrl: Props['variantUrl'];
}

function Model({ model, variantUrl }: ModelProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { namespace, model: name, variants, sum } = model;
  const isGroup = variants.length > 1;
  return (
    <tbody>
      {isGroup && (
        <tr className={styles.model}>
          <th scope="rowgroup">
            {name}
            <span className={styles.note}>
              {t('overview.models.of', '{{count}} variants in {{namespace}}', { count: variants.length, namespace })}
            </span>
          </th>
          <td colSpan={2} />
          <Numbers {...sum} />
        </tr>
      )}
      {variants.map((variant) => (
        <tr key={variant.name}>
          <th scope="row" className={isGroup ? styles.child : undefined}>
            <TextLink href={variantUrl(namespace, variant.name)} inline={false}>
              {variant.name}
            </TextLink>
            {!isGroup && <span className={styles.note}>{[name, namespace].filter(Boolean).join(' · ')}</span>}
          </th>
          <td>{variant.accelerator ?? UNKNOWN}</td>
          <td>{variant.role ?? UNKNOWN}</td>
          <VariantNumbers {...variant} gpusUrl={gpusOfVariantPath({ namespace, name: variant.name })} />
        </tr>
      ))}
    </tbody>
  );
}

function VariantNumbers(variant: FleetVariant & { gpusUrl: string }): React.ReactElement {
  const { isGone } = variant;
  return isGone ? (
    <td colSpan={numberNames().length}>
      {t('overview.models.gone', 'The workload is gone, but WVA still reports it. It is left out of the sums.')}
    </td>
  ) : (
    <Numbers {...variant} />
  );
}

interface NumbersProps extends FleetFigures {
  whyNoCost?: string;
  /** Where the GPUs are shown. */
  gpusUrl?: string;
}

function Numbers({ numbers, gpus, cost, whyNoCost, gpusUrl }: NumbersProps): React.ReactElement {
  const styles = useStyles2(getStyles);
  const { desired, ready, kv, queue, headroom, served } = numbers;
  const count = (value: number | undefined) => formatQuantity(value, 'short', 0);
  const percent = (value: number | undefined) => formatQuantity(value, 'percentunit', 0);
  const cells = [
    count(desired),
    count(ready),
    gpusUrl === undefined || gpus === undefined ? (
      count(gpus)
    ) : (
      <TextLink href={gpusUrl} aria-label={t('overview.models.open-gpus', '{{count}} GPUs', { count: gpus })}>
        {count(gpus)}
      </TextLink>
    ),
    percent(kv),
    count(queue),
    percent(headroom),
    formatQuantity(served, 'short', 2),
    <>
      {formatQuantity(cost, 'short', 2)}
      {whyNoCost !== undefined && (
        <Tooltip content={whyNoCost}>
          <Icon name="info-circle" size="sm" tabIndex={0} aria-label={whyNoCost} className={styles.why} />
        </Tooltip>
      )}
    </>,
  ];
  return (
    <>
      {cells.map((cell, i) => (
        <td key={i} className={styles.number}>
          {cell}
        </td>
      ))}
    </>
  );
}

/** GPUs, role and cost of each variant at the range's end; nothing where Prometheus has no answer. The last one stays meanwhile. */
function useFacts(uid: string, range: TimeRange): readonly TimeSeries[] | undefined {
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { dialect } = await detectionOf(uid, range);
      const asked = [{ refId: 'facts', expr: variantFacts({ dialect }) }];
      const span = { from: range.from.valueOf(), to: range.to.valueOf() };
      return (await grafanaPrometheus(uid).ask(asked, span, signal)).get('facts')?.series;
    },
    [uid, range]
  );
  const { value } = useLoad(load);
  const [known, setKnown] = useState(value);
  if (value !== undefined && value !== known) {
    setKnown(value);
  }
  return value ?? known;
}

const getStyles = (theme: GrafanaTheme2) => ({
  section: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
  heading: css({ fontSize: theme.typography.h5.fontSize, fontWeight: theme.typography.fontWeightMedium, margin: 0 }),
  table: css({
    background: theme.colors.background.primary,
    '&& th, && td': { padding: theme.spacing(0.75, 1) },
    // Names of variants are long, and differ at their end.
    '& th:first-child': { minWidth: 300 },
  }),
  model: css({
    background: theme.colors.background.secondary,
    '& th, & td': { fontWeight: theme.typography.fontWeightMedium },
  }),
  child: css({ '&&&': { paddingLeft: theme.spacing(4) } }),
  note: css({
    display: 'block',
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    fontWeight: theme.typography.fontWeightRegular,
  }),
  number: css({ '&&': { textAlign: 'right', whiteSpace: 'nowrap' } }),
  why: css({ marginLeft: theme.spacing(0.5), color: theme.colors.text.secondary }),
});
