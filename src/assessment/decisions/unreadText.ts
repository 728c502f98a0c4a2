import { t } from '../../i18n/t';
import type { ControllerReading } from './readController';

type Unread = Exclude<ControllerReading, { kind: 'read' }>;

/** Why the controller's log says nothing of a decision: a sentence, no error. */
export function unreadText(reading: Unread, timeText: (at: number) => string): string {
  switch (reading.kind) {
    case 'no-source':
      return t(
        'decision.controller.no-source',
        'The controller’s log cannot be read: no Tekton data source reaches the cluster.'
      );
    case 'no-pod':
      return t('decision.controller.no-pod', 'No pod of WVA’s controller is in the namespace {{namespace}}.', {
        namespace: reading.namespace,
      });
    case 'forbidden':
      return t(
        'decision.controller.forbidden',
        'The controller’s log may not be read: the data source’s account has no right to {{what}} in the namespace {{namespace}} (deploy/base/controller-log).',
        { what: reading.what, namespace: reading.namespace }
      );
    case 'gone':
      return reading.since === undefined
        ? t('decision.controller.gone', 'The controller’s log has no lines of that time.')
        : t(
            'decision.controller.gone-since',
            'The controller’s log of that time is gone: its pod started at {{time}}.',
            { time: timeText(reading.since) }
          );
    case 'failed':
      return t('decision.controller.failed', 'The controller’s log could not be read: {{message}}', {
        message: reading.message,
      });
  }
}

/** Why a log that was read has no decision: it begins later, or says nothing of the variant. */
export function silentText(
  { log, cutAt }: Extract<ControllerReading, { kind: 'read' }>,
  from: number,
  timeText: (at: number) => string
): string {
  if (log.from !== undefined && log.from > from && log.cycles.every(({ at }) => at > from)) {
    return t('decision.controller.rotated', 'The controller’s log of that time is gone: it begins at {{time}}.', {
      time: timeText(log.from),
    });
  }
  if (cutAt !== undefined) {
    return t('decision.controller.cut-before', 'The controller’s log was read up to {{time}} only: it is too long.', {
      time: timeText(cutAt),
    });
  }
  return t(
    'decision.controller.silent',
    'The controller’s log has {{count}} lines of that time and no decision on this variant: its level may be above info, or WVA finds no metrics of the variant’s model.',
    { count: log.lines }
  );
}
