/** What a run waits for, in words. */
import { t } from '../i18n/t';
import type { Waiting } from '../domain/waiting';

/** What happened, and what to do about it; the second is empty when there is nothing to do. */
export interface Words {
  sentence: string;
  nextStep: string;
}

/** Why the cluster does not let a task run, and what helps. */
export function waitsFor({ task, reason }: Waiting): Words {
  const words = WAITS[reason] ?? WAITS.Pending;
  const subject = task ?? t('pages.run.waiting.run', 'the run');
  return { sentence: words.sentence({ task: subject }), nextStep: words.nextStep() };
}

interface WaitWords {
  sentence: (values: { task: string }) => string;
  nextStep: () => string;
}

const noRoom: WaitWords = {
  sentence: (values) => t('pages.run.waiting.no-room', 'Waiting: no node has room for {{task}}.', values),
  nextStep: () =>
    t(
      'pages.run.waiting.no-room-next',
      'The timeout of the run continues. Free resources or add a node, or cancel the run.'
    ),
};
const resolving: WaitWords = {
  sentence: (values) =>
    t('pages.run.waiting.resolving', 'Waiting: Tekton is fetching what {{task}} refers to.', values),
  nextStep: () =>
    t('pages.run.waiting.resolving-next', 'If this lasts longer than a minute, check the reference and the resolver.'),
};
const WAITS: Record<string, WaitWords> & { Pending: WaitWords } = {
  ExceededNodeResources: noRoom,
  ExceededResourceQuota: {
    sentence: (values) =>
      t('pages.run.waiting.quota', 'Waiting: the quota of the namespace holds {{task}} back.', values),
    nextStep: () =>
      t('pages.run.waiting.quota-next', 'An administrator of the cluster has to raise the quota; or cancel the run.'),
  },
  PullImageFailed: {
    sentence: (values) => t('pages.run.waiting.image', 'Waiting: an image of {{task}} cannot be pulled.', values),
    nextStep: () => t('pages.run.waiting.image-next', 'Check the image’s name and the pull secret, or cancel the run.'),
  },
  CreateContainerConfigError: {
    sentence: (values) =>
      t('pages.run.waiting.config', 'Waiting: a Secret or ConfigMap that {{task}} needs is missing.', values),
    nextStep: () => t('pages.run.waiting.config-next', 'Create it in the run’s namespace, or cancel the run.'),
  },
  ResolvingPipelineRef: resolving,
  ResolvingTaskRef: resolving,
  Pending: {
    sentence: (values) => t('pages.run.waiting.pending', 'Waiting: the pod of {{task}} cannot be scheduled.', values),
    nextStep: () =>
      t(
        'pages.run.waiting.pending-next',
        'Read the message: it names what is missing, for example a volume. Or cancel the run.'
      ),
  },
};
