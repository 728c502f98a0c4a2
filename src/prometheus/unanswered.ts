/** A Prometheus that did not answer, as an error with a next step. */
import { t } from '../i18n/t';
import { isErrorPage, UserError } from '../shared/errors';

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
  const said = unparsed(message);
  return new UserError({
    title: t('prometheus.unanswered', 'Prometheus did not answer'),
    message: said ?? message,
    nextStep: nextStep({ status, byProxy: byProxy || said !== undefined || isProxyText(message), message }),
    status,
    transient: status === undefined || status === 429 || status >= 500,
    cause,
  });
}

const MOST_WORDS = 300;

/**
 * The words of an answer that was no JSON, out of what Grafana's parser says of it; undefined where it says no such thing.
 * json-iterator/go, iter.go: `…, error found in #1 byte of ...|Bad Req|..., bigger context ...|Bad Request. …|...`
 */
function unparsed(message: string): string | undefined {
  const [, words] = /error found in #\d+ byte of [\s\S]*bigger context \.\.\.\|([\s\S]*?)\|\.\.\./.exec(message) ?? [];
  if (words === undefined) {
    return undefined;
  }
  return isErrorPage(words)
    ? t('prometheus.web-page', 'A web page answered in its place (a login page, or that of a proxy).')
    : words.trim().replace(/\s+/g, ' ').slice(0, MOST_WORDS);
}

/** The text with which the proxy of a port for one tenant answers a request without a namespace. */
function isProxyText(message: string): boolean {
  return /The request or configuration is malformed/i.test(message);
}

/** What Prometheus, Grafana and Go's HTTP client say when time is up. */
const TOO_LATE = /timed? ?out|deadline exceeded|no answer within/i;

function nextStep({ status, byProxy, message }: Required<Pick<Failure, 'byProxy' | 'message'>> & Failure): string {
  if (byProxy && (status === 400 || isProxyText(message))) {
    return t(
      'prometheus.next.tenant',
      'This port may be limited to one namespace, as port 9092 of OpenShift’s thanos-querier is: add the query parameter namespace=<namespace> (in Grafana: Custom query parameters of the data source), or use a port that sees all namespaces (9091).'
    );
  }
  if (status === 504 || TOO_LATE.test(message)) {
    return t(
      'prometheus.next.slow',
      'Prometheus took too long. Choose a shorter time range, or try again when it has less to do; the timeout is in the settings of the data source.'
    );
  }
  if (byProxy && (status === undefined || status < 400 || status === 404)) {
    return t(
      'prometheus.next.address',
      'This is no answer of Prometheus. Check the address in the settings of the data source, and how it signs in.'
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
