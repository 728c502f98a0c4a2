/** Who still knows a run that the cluster no longer has, in words; undefined for one that the cluster has. */
import { t } from '../i18n/t';
import type { Origin } from './listedRuns';

export function originText(origin: Origin): string | undefined {
  switch (origin) {
    case 'cluster':
      return undefined;
    case 'record':
      return t('assessment.origin.record', 'from its record');
    case 'mark':
      return t('assessment.origin.mark', 'from its annotation');
    case 'browser':
      return t('assessment.origin.browser', 'record in this browser');
  }
}
