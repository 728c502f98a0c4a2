import type { RunMode } from '../domain/run';
import { t } from '../i18n/t';

/** How a run was scaled, as a word. */
export function modeLabel(mode: RunMode): string {
  switch (mode) {
    case 'static':
      return t('pages.runs.mode.static', 'Static');
    case 'wva':
      return t('pages.runs.mode.wva', 'WVA');
    case 'wva-v1':
      return t('pages.runs.mode.wva-v1', 'WVA V1');
    case 'wva-v2':
      return t('pages.runs.mode.wva-v2', 'WVA V2');
    case 'keda-queue':
      return t('pages.runs.mode.keda-queue', 'KEDA, queue');
    case 'keda-saturation':
      return t('pages.runs.mode.keda-saturation', 'KEDA, saturation');
    case 'hpa':
      return t('pages.runs.mode.hpa', 'HPA');
    case 'keda':
      return t('pages.runs.mode.keda', 'KEDA');
  }
}
