import { t } from '../i18n/t';
import { PARAMS } from '../domain/params';

/** What a param is, in words: of those in use what they mean, of any other its name without its hyphens. */
export function paramWords(name: string): string {
  switch (name) {
    case PARAMS.experiment:
      return t('shared.param.experiment', 'Experiment');
    case PARAMS.variant:
      return t('shared.param.variant', 'Workload');
    case PARAMS.namespace:
      return t('shared.param.namespace', 'Namespace of the workload');
    case PARAMS.model:
      return t('shared.param.model', 'Model');
    case PARAMS.reset:
      return t('shared.param.reset', 'Reset the workload before the load');
    case PARAMS.scaledObject:
      return t('shared.param.scaled-object', 'Scaler');
    case PARAMS.initialReplicas:
      return t('shared.param.initial-replicas', 'Replicas to begin with');
    case PARAMS.loadSteps:
      return t('shared.param.load-steps', 'Load steps');
    case PARAMS.startDelay:
      return t('shared.param.start-delay', 'Delay before the load');
    case PARAMS.maxSeconds:
      return t('shared.param.max-seconds', 'Length of the load');
    default: {
      const words = name.replace(/[-_.]+/g, ' ').trim();
      return words.charAt(0).toUpperCase() + words.slice(1);
    }
  }
}
