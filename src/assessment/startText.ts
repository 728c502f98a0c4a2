/** The state at the start of the load, and what was left over in it, as text. */
import type { Leftover, LeftoverId, StartState } from '../domain/analysis/startState';
import { formatNumber, formatQuantity, UNKNOWN } from '../domain/format';
import { t } from '../i18n/t';

function leftoverText(id: LeftoverId, value: string): string {
  switch (id) {
    case 'desired':
      return t('pages.compare.start.desired', '{{value}} desired replicas', { value });
    case 'ready':
      return t('pages.compare.start.ready', '{{value}} ready replicas', { value });
    case 'queue':
      return t('pages.compare.start.queue', '{{value}} requests in the queue', { value });
    case 'inFlight':
      return t('pages.compare.start.in-flight', '{{value}} requests in flight', { value });
    case 'kv':
      return t('pages.compare.start.kv', '{{value}} of the fullest KV cache in use', { value });
  }
}

const valueText = (id: LeftoverId, value: number): string =>
  id === 'kv' ? formatQuantity(value, 'percentunit', 1) : formatNumber(value, { most: 1 });

/** `5 desired replicas in place of 1, 3 requests in flight`; empty where nothing was left over. */
export function leftoversText(found: readonly Leftover[]): string {
  return found
    .map(({ id, value, planned }) => {
      const what = leftoverText(id, valueText(id, value));
      return planned === 0
        ? what
        : t('pages.compare.start.in-place-of', '{{what}} in place of {{planned}}', {
            what,
            planned: valueText(id, planned),
          });
    })
    .join(', ');
}

/** Each part of the state under its name. */
export function startFacts(state: StartState): Array<[string, string]> {
  const text = (id: LeftoverId): string => {
    const value = state[id];
    return value === undefined ? UNKNOWN : valueText(id, value);
  };
  return [
    [t('pages.run.start.desired', 'Desired replicas'), text('desired')],
    [t('pages.run.start.ready', 'Ready replicas'), text('ready')],
    [t('pages.run.start.planned', 'Set by the run'), state.planned === undefined ? UNKNOWN : String(state.planned)],
    [t('pages.run.start.queue', 'Requests in the queue'), text('queue')],
    [t('pages.run.start.in-flight', 'Requests in flight'), text('inFlight')],
    [t('pages.run.start.kv', 'Fullest KV cache'), text('kv')],
  ];
}
