import type { RunMode } from '../domain/run';
import { t } from '../i18n/t';

/** How a run was scaled, as a word. */
export function modeLabel(mode: RunMode): string {
  return mode === 'wva' ? t('pages.runs.mode.wva', 'WVA') : t('pages.runs.mode.static', 'Static');
}
