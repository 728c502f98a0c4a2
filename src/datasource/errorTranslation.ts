/** What Grafana's proxy and the Kubernetes API answer when something is wrong → what failed, and what to do about it. */
import { t } from '../i18n/t';
import { DecodeError } from '../domain/decodeError';
import { isUserError, messageOf, UserError } from '../shared/errors';
import {
  forbiddenWording,
  missingProxyWording,
  missingWording,
  networkWording,
  noTekton,
  refusedWording,
  serverWording,
  tokenWording,
  type Call,
  type Wording,
} from './failureWording';
import { bodyOf, isStatus, statusOf, textOf, type Status } from './httpFailure';

export type { Call } from './failureWording';

interface Failure {
  status: number;
  body: unknown;
  /** The most telling text of the answer. */
  text: string;
  call: Call;
  cause: unknown;
}

/** Any failure of a call as a {@link UserError}. */
export function translateError(error: unknown, call: Call): UserError {
  if (isUserError(error)) {
    return error;
  }
  if (error instanceof DecodeError) {
    return new UserError({
      title: t('errors.cluster.unexpected-answer-from', 'Unexpected answer from the cluster'),
      message: error.message,
      nextStep: t(
        'errors.cluster.address-may-not',
        'The address may not be a Kubernetes API server, or its version is not known to this plugin.'
      ),
      cause: error,
    });
  }
  const status = statusOf(error);
  if (status === undefined) {
    return fromWording(networkWording(), { status: 0, body: undefined, text: messageOf(error), call, cause: error });
  }
  const body = bodyOf(error);
  const failure: Failure = { status, body, text: textOf(error, body), call, cause: error };
  return fromWording(isStatus(body) ? kubernetesWording(failure, body) : proxyWording(failure), failure);
}

export function isGone(error: unknown): boolean {
  return (isUserError(error) ? error.status : statusOf(error)) === 404;
}

function fromWording(
  { title, message, nextStep, transient, ...wording }: Wording,
  { text, cause, ...failure }: Failure
): UserError {
  const status = wording.status ?? failure.status;
  return new UserError({
    title,
    message: message ?? text,
    nextStep,
    transient,
    cause,
    ...(status > 0 ? { status } : {}),
  });
}

function kubernetesWording(failure: Failure, status: Status): Wording {
  const { call, text } = failure;
  switch (failure.status) {
    case 400:
    case 422:
      return refusedWording(text);
    case 401:
      return tokenWording(call);
    case 403:
      return forbiddenWording(text, call);
    case 404:
      return missingWording(status, call);
    case 409:
      return status.reason === 'AlreadyExists'
        ? {
            title: t('errors.cluster.name-taken', 'The name is taken'),
            nextStep: t('errors.cluster.start-again-new', 'Start again: a new name will be chosen.'),
          }
        : {
            title: t('errors.cluster.run-has-changed', 'The run has changed'),
            nextStep: t('errors.cluster.check-its-current', 'Check its current state, then try again.'),
            transient: true,
          };
    case 410:
      return {
        title: t('errors.cluster.list-out-date', 'The list is out of date'),
        nextStep: t('errors.cluster.read-again-from', 'It is read again from the start.'),
        transient: true,
      };
    case 429:
      return {
        title: t('errors.cluster.cluster-limiting-requests', 'The cluster is limiting requests'),
        nextStep: t('errors.cluster.wait-moment-request', 'Wait a moment; the request is tried again.'),
        transient: true,
      };
    default:
      return serverWording(failure.status);
  }
}

/** Answers that are not Kubernetes': Grafana's own, or those of something else at that address. */
function proxyWording(failure: Failure): Wording {
  const { status, text, call } = failure;
  if (status === 401) {
    return {
      title: t('errors.cluster.signed-out', 'Signed out'),
      message: t('errors.cluster.your-grafana-session', 'Your Grafana session has ended.'),
      nextStep: t('errors.cluster.sign-in-to', 'Sign in to Grafana again.'),
    };
  }
  if (/authentication to data source failed/i.test(text)) {
    return tokenWording(call);
  }
  if (status === 403 && /route access denied/i.test(text)) {
    return {
      title: t('errors.cluster.your-role-may', 'Your role may not do this'),
      message: t('errors.cluster.runs-can-be', 'Runs can be started and changed by Editors and Admins.'),
      nextStep: t('errors.cluster.ask-administrator-grafana', 'Ask an administrator of Grafana for the Editor role.'),
    };
  }
  if (/x509|certificate|tls:/i.test(text)) {
    return {
      title: t('errors.cluster.certificate-not-trusted', 'The certificate is not trusted'),
      nextStep: t('errors.cluster.give-cluster-ca', "Give the cluster's CA certificate in the data source's settings."),
    };
  }
  if (status === 404) {
    return call.resource === 'apis' || /page not found/i.test(text) ? noTekton() : missingProxyWording();
  }
  return serverWording(status);
}
