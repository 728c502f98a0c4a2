/** Losses in words. */
import { t } from '../../i18n/t';
import type { Loss } from './loss';

/** Where the chain desired → HPA → created → ready loses replicas, or time. */
export function lossText(loss: Loss): string {
  switch (loss.at) {
    case 'none':
      return t('overview.loss.none', 'Desired, HPA, created and ready agree: nothing is lost on the way.');
    case 'unknown':
      return t('overview.loss.unknown', 'Too few of desired, HPA, created and ready are known to compare them.');
    case 'gone':
      return t(
        'overview.loss.gone',
        'The workload is gone. WVA still reports what it last wanted, {{count}}: nothing acts on it, and no sum includes it.',
        { count: loss.last }
      );
    case 'unscaled':
      return t(
        'overview.loss.unscaled',
        'The {{created}} replicas stay as someone set them: no HPA carries out WVA’s {{wanted}}.',
        {
          created: loss.created,
          wanted: loss.wanted,
        }
      );
    case 'hpa-max':
      return t('overview.loss.hpa-max', 'The HPA is at its maximum: {{count}} desired replicas are missing.', {
        count: loss.replicas,
      });
    case 'hpa-min':
      return t('overview.loss.hpa-min', 'The HPA is at its minimum: {{count}} replicas more than desired remain.', {
        count: loss.replicas,
      });
    case 'hpa':
      return t(
        'overview.loss.hpa',
        'The HPA differs from WVA by {{count}}: it follows every 15 s, and holds a scale-down for its window.',
        { count: loss.replicas }
      );
    case 'creating':
      return t('overview.loss.creating', 'Pods asked for and not created yet: {{count}}.', { count: loss.replicas });
    case 'deleting':
      return t('overview.loss.deleting', 'Pods more than asked for, not gone yet: {{count}}.', {
        count: loss.replicas,
      });
    case 'starting':
      return t(
        'overview.loss.starting',
        'Pods created and not ready: {{count}}. Starting takes 2 to 7 minutes, unless no GPU is free.',
        { count: loss.replicas }
      );
  }
}
