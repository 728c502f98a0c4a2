import { LoadingState, type DataQueryError, type PanelData } from '@grafana/data';

import { t } from '../i18n/t';
import { unanswered } from '../prometheus/unanswered';
import { isErrorPage, type UserError } from '../shared/errors';

/** What went wrong with a scene's own query, in words; undefined when nothing did. */
export function queryError(data: PanelData | undefined): UserError | undefined {
  const failure = failureOf(data);
  return failure && unanswered({ message: reasonOf(failure), status: failure.status, cause: failure });
}

function reasonOf({ message, data, status, statusText }: DataQueryError): string {
  const said = [message, data?.message].find((text) => text !== undefined && text !== '' && !isErrorPage(text));
  const code = [status, statusText].filter((part) => part !== undefined && part !== '').join(' ');
  return said ?? (code === '' ? t('errors.prometheus.no-reason-was', 'No reason was given.') : code);
}

function failureOf(data: PanelData | undefined): DataQueryError | undefined {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- where a whole request fails some hosts fill only this one
  const failure = data?.errors?.[0] ?? data?.error;
  return failure ?? (data?.state === LoadingState.Error ? {} : undefined);
}
