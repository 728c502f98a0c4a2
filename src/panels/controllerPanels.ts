/** The shapes that panels of the autoscaler have in common. */
import { t } from '../i18n/t';
import type { PanelSpec, Target } from './spec';

interface Chart {
  id: string;
  title: string;
  description: string;
  unit: string;
  decimals?: number;
  max?: number;
  targets: Target[];
  noData: string;
  viz?: PanelSpec['viz'];
}

/** A chart from zero on; over time where it says nothing else. */
export const chart = ({ viz = { kind: 'timeseries' }, ...rest }: Chart): PanelSpec => ({ ...rest, min: 0, viz });
/** Legend of a series a variant. */
export const BY_VARIANT = '{{namespace}}/{{variant}}';

interface Counts extends Pick<PanelSpec, 'id' | 'title' | 'description' | 'noData'> {
  expr: string;
  by: { label: string; title: string };
}

/** A small table of counts by one label. */
export function counts({ expr, by, ...rest }: Counts): PanelSpec {
  return {
    ...rest,
    unit: 'short',
    targets: [{ refId: 'count', expr, instant: true, format: 'table' }],
    viz: {
      kind: 'table',
      sortBy: { from: `label:${by.label}`, desc: true },
      columns: [
        { from: `label:${by.label}`, title: by.title },
        { from: 'value:count', title: t('boards.column.decisions', 'Decisions'), unit: 'short', decimals: 0 },
      ],
    },
  };
}
