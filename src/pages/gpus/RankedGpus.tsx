import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { RadioButtonGroup, Text, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';

import type { Gpu, GpuMeasure } from '../../domain/gpu';
import type { GpuHolder } from '../../domain/gpuHolder';
import { t } from '../../i18n/t';
import { CutName } from '../../shared/CutName';
import { PodLink } from './HolderLinks';
import { NodeLink } from './NodeLink';
import { useHolders, type AskNow } from './useHolders';
import { SCALES, fillOf, gpuKey, largestOf, ranked, type RankOrder } from './gpuScales';
import { gpuIndex, holderOf, type FormatValue } from './gpuText';

interface Props {
  gpus: Gpu[];
  measure: GpuMeasure;
  format: FormatValue;
  askNow: AskNow;
  order: RankOrder;
  onOrder: (order: RankOrder) => void;
  onPoint: (key: string | undefined) => void;
}

/** As many as one reads; the grid shows the rest. */
const SHOWN = 20;

/** The GPUs at either end of the scale, by name. */
export function RankedGpus({ gpus, measure, format, askNow, order, onOrder, onPoint }: Props): React.ReactElement {
  const styles = useStyles2(getStyles);
  const largest = largestOf(gpus, measure);
  const [isOpened, setOpened] = useState(false);
  const shown = useMemo(() => ranked(gpus, measure, order).slice(0, SHOWN), [gpus, measure, order]);
  const pods = useMemo(() => shown.flatMap((gpu) => gpu.pods), [shown]);
  const holders = useHolders(pods, isOpened, askNow);
  // Whose they are is asked once someone is about to follow a link.
  const open = () => setOpened(true);
  return (
    <section
      className={styles.box}
      aria-label={t('gpus.ranked.title', 'Ranked GPUs')}
      onMouseEnter={open}
      onFocus={open}
    >
      <RadioButtonGroup
        size="sm"
        className={styles.order}
        aria-label={t('gpus.ranked.order', 'Order of the ranked GPUs')}
        value={order}
        onChange={onOrder}
        options={[
          { value: 'highest', label: t('gpus.ranked.highest', 'Highest first') },
          { value: 'lowest', label: t('gpus.ranked.lowest', 'Lowest first') },
        ]}
      />
      <ol className={styles.list} tabIndex={0} aria-label={t('gpus.ranked.title', 'Ranked GPUs')}>
        {shown.map((gpu) => {
          const value = gpu[measure];
          const key = gpuKey(gpu);
          const fill = fillOf(value, SCALES[measure], largest) ?? 0;
          return (
            <li
              key={key}
              className={styles.row}
              style={{ ['--fill' as string]: `${Math.round(fill * 100)}%` }}
              onMouseEnter={() => onPoint(key)}
              onMouseLeave={() => onPoint(undefined)}
            >
              <span className={styles.name}>
                <span className={styles.line} title={gpu.node}>
                  <NodeLink node={gpu.node} /> · {gpuIndex(gpu)}
                </span>
                <span className={styles.pod} title={holderOf(gpu)}>
                  <Holder gpu={gpu} holders={holders} />
                </span>
              </span>
              <span className={styles.value}>{value === undefined ? '–' : format(value)}</span>
            </li>
          );
        })}
      </ol>
      {gpus.length > SHOWN && (
        <Text color="secondary" variant="bodySmall">
          {t('gpus.ranked.rest', '{{shown}} of {{count}} GPUs', { shown: SHOWN, count: gpus.length })}
        </Text>
      )}
    </section>
  );
}

/** One pod leads to its variant; of several the names. */
function Holder({ gpu, holders }: { gpu: Gpu; holders: readonly GpuHolder[] }): React.ReactElement {
  const name = <CutName name={holderOf(gpu)} />;
  const [pod, ...more] = gpu.pods;
  const holder = holders.find((one) => one.pod === pod?.pod && one.namespace === pod.namespace);
  return holder === undefined || more.length > 0 ? name : <PodLink holder={holder}>{name}</PodLink>;
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1), minWidth: 0 }),
  order: css({ alignSelf: 'flex-start' }),
  // As tall as a grid of a few nodes; the rest is scrolled to.
  list: css({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: 2, maxHeight: 360, overflowY: 'auto' }),
  row: css({
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 1),
    borderRadius: theme.shape.radius.default,
    background: `linear-gradient(to right, color-mix(in srgb, ${theme.visualization.getColorByName('blue')} 25%, transparent) var(--fill), ${theme.colors.background.secondary} var(--fill))`,
  }),
  name: css({ minWidth: 0, display: 'flex', flexDirection: 'column' }),
  line: css({ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  pod: css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  }),
  value: css({ flexShrink: 0, fontVariantNumeric: 'tabular-nums' }),
});
