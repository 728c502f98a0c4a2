/** How long pods took from being created to being ready: what a scale-up waits for after all is decided. */
import { t } from '../../i18n/t';
import type { Figure, Kpi } from './kpi';
import { ratio, type Measured } from './measured';
import { changes } from './replicas';
import { seconds, type Segment } from './segments';
import type { Span } from './types';

/**
 * From each rise of the created replicas to as many ready ones. One that did not get there, or was taken back before, is
 * not among them: that of which the end is not known has no length.
 */
export function startUps(created: readonly Segment[], ready: readonly Segment[]): Span[] {
  return changes(created).flatMap(({ at, from, to: target }) => {
    if (target <= from) {
      return [];
    }
    const there = ready.find(({ to, value }) => to > at && value >= target);
    const back = created.find((one) => one.from > at && one.value < target);
    return there === undefined || (back !== undefined && back.from <= there.from)
      ? []
      : [{ from: at, to: Math.max(at, there.from) }];
  });
}

/** Each end is seen up to a look late. */
function meanStartUp(run: Measured): Figure {
  const all = startUps(run.of('created'), run.of('ready'));
  const measured = run.lost('created', 'ready');
  const unmeasured = measured ? Math.max(0, run.windowSeconds - seconds(measured)) : 0;
  return {
    value: ratio(seconds(all), all.length),
    measured,
    error: Math.max(run.lateness('created'), run.lateness('ready')) + unmeasured,
  };
}

export const START_UP_KPIS = [
  {
    id: 'pod-startup',
    title: t('kpi.pod-startup.title', 'Pod start-up'),
    group: 'chain',
    unit: 's',
    decimals: 0,
    better: 'lower',
    formula: t(
      'kpi.pod-startup.formula',
      'mean time from each rise of created to as many ready, of those that got there'
    ),
    metrics: ['created', 'ready'],
    needs: ['created', 'ready'],
    noData: t('kpi.pod-startup.noData', 'no replica was added in the window that became ready in it'),
    figure: meanStartUp,
  },
] as const satisfies readonly Kpi[];
