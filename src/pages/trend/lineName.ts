import type { TrendLine } from '../../domain/comparison/trend';
import { t } from '../../i18n/t';
import { modeLabel } from '../../shared/modeLabel';

/** `WVA 1..12`, `Static 4`. */
export function lineName({ mode, replicas }: Pick<TrendLine, 'mode' | 'replicas'>): string {
  const words = [mode && modeLabel(mode), replicas].filter(Boolean).join(' ');
  return words === '' ? t('pages.trend.unknown-line', 'Mode not known') : words;
}
