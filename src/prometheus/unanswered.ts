/** A Prometheus that did not answer, as an error with a next step. */
import { t } from '../i18n/t';
import { UserError } from '../shared/errors';

export interface Failure {
  /** Prometheus' own words, or those of what stands before it. */
  message: string;
  /** HTTP status; undefined: there was no connection. */
  status?: number;
  /** Whether the words are a proxy's, not JSON of Prometheus. */
  byProxy?: boolean;
  cause?: unknown;
}

export function unanswered({ message, status, byProxy = false, cause }: Failure): UserError {
  return new UserError({
    title: t('prometheus.unanswered', 'Prometheus did not answer'),
    message,
    nextStep: nextStep(status, byProxy || isProxyText(message)),
    status,
    transient: status === undefined || status === 429 || status >= 500,
    cause,
  });
}

/** The text with which the proxy of a port for one tenant answers a request without a namespace. */
function isProxyText(message: string): boolean {
  return /The request or configuration is malformed/i.test(message);
}

function nextStep(status: number | undefined, byProxy: boolean): string {
  if (status === 400 && byProxy) {
    return t(
      'prometheus.next.tenant',
      'This port may be limited to one namespace, as port 9092 of OpenShift’s thanos-querier is: add the query parameter namespace=<namespace> (in Grafana: Custom query parameters of the data source), or use a port that sees all namespaces (9091).'
    );
  }
  switch (status) {
    case 400:
    case 422:
      return t('prometheus.next.rejected', 'Prometheus rejected the query. Check its limits and its version.');
    case 401:
      return t('prometheus.next.account', 'Check the token or password: Prometheus does not accept it.');
    case 403:
      return t(
        'prometheus.next.rights',
        'Check the rights of the account: on OpenShift it needs cluster-monitoring-view, or a port for its namespace.'
      );
    case 429:
      return t('prometheus.next.rate', 'Too many requests at once. Wait a little, then try again.');
    default:
      return t('prometheus.next.reach', 'Check that Prometheus is up and can be reached, then try again.');
  }
}
