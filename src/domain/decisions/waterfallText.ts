/** Scalings and their hops in words. */
import { formatDuration, formatQuantity } from '../format';
import { t } from '../../i18n/t';
import { bottleneckOf, hopFigures, type Hang, type Hop, type HopId, type Scaling } from './waterfall';

const HOP_NAMES: Readonly<Record<HopId, () => string>> = {
  decide: () => t('decision.hop.decide', 'Signal to decision'),
  hpa: () => t('decision.hop.hpa', 'Decision to HPA'),
  create: () => t('decision.hop.create', 'HPA to pods'),
  schedule: () => t('decision.hop.schedule', 'Pods to their nodes'),
  start: () => t('decision.hop.start', 'Model start'),
  serve: () => t('decision.hop.serve', 'Ready to first request'),
};
export const hopName = (id: HopId): string => HOP_NAMES[id]();

/** What begins and ends with the same look took less than that is apart from the next. */
export const hopDuration = (seconds: number, stepSeconds: number): string =>
  seconds === 0 ? `< ${formatDuration(stepSeconds)}` : formatDuration(seconds);

/** A hop with its time. */
export const hopText = ({ id, from, to }: Hop, stepSeconds: number): string =>
  `${hopName(id)} ${hopDuration((to - from) / 1000, stepSeconds)}`;

const HANGS: Readonly<Record<Hang, () => string>> = {
  hpa: () => t('decision.hang.hpa', 'Not reached: the HPA did not ask for as many.'),
  create: () => t('decision.hang.create', 'Not reached: the pods were not created.'),
  schedule: () => t('decision.hang.schedule', 'Not reached: no node takes the pods, no GPU is free for them.'),
  start: () => t('decision.hang.start', 'Not reached: the pods did not become ready (image, model, probe).'),
  'taken-back': () => t('decision.hang.taken-back', 'Taken back before it was reached.'),
};
export const hangText = (hang: Hang): string => HANGS[hang]();

/** Where most of the time of all scale-ups went; undefined where there was none. */
export function bottleneckText(scalings: readonly Scaling[]): string | undefined {
  const figures = hopFigures(scalings);
  const longest = bottleneckOf(figures);
  const count = scalings.filter(({ direction, hops }) => direction === 'up' && hops.length > 0).length;
  return longest === undefined
    ? undefined
    : t('decision.bottleneck', 'Of {{all}} in {{count}} scale-ups, {{part}} ({{share}}) went to: {{hop}}.', {
        all: formatDuration(figures.reduce((sum, { total }) => sum + total, 0)),
        count,
        part: formatDuration(longest.total),
        share: formatQuantity(longest.share, 'percentunit', 0),
        hop: hopName(longest.id),
      });
}
