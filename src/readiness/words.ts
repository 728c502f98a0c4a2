/** States and groups of checks as words: the same on screen and on a terminal. */
import { t } from '../i18n/t';
import type { CheckGroup } from './check';
import type { CheckState } from './verdict';

/** A state as a word. */
export function stateText(state: CheckState): string {
  switch (state) {
    case 'ready':
      return t('readiness.state.ready', 'Ready');
    case 'not-ready':
      return t('readiness.state.not-ready', 'Not ready');
    case 'missing':
      return t('readiness.state.missing', 'Missing');
    case 'cannot-see':
      return t('readiness.state.cannot-see', 'Cannot be seen');
    case 'asking':
      return t('readiness.state.asking', 'Asking');
    case 'not-needed':
      return t('readiness.state.not-needed', 'Not needed');
  }
}

/** The heading of a group. */
export function groupText(group: CheckGroup): string {
  switch (group) {
    case 'cluster':
      return t('readiness.group.cluster', 'Cluster');
    case 'delivery':
      return t('readiness.group.delivery', 'Delivery');
    case 'pipelines':
      return t('readiness.group.pipelines', 'Pipelines');
    case 'autoscaling':
      return t('readiness.group.autoscaling', 'Autoscaling');
    case 'serving':
      return t('readiness.group.serving', 'Serving');
    case 'metrics':
      return t('readiness.group.metrics', 'Metrics');
    case 'plugin':
      return t('readiness.group.plugin', 'This plugin');
  }
}
