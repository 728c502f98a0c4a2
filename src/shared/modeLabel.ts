import { t } from '@grafana/i18n';

import type { RunMode } from '../domain/run';

/** How a run was scaled, as a word. */
export function modeLabel(mode: RunMode): string {
  return mode === 'wva' ? t('pages.runs.mode.wva', 'WVA') : t('pages.runs.mode.static', 'Static');
}
