/** What Grafana's proxy and the Kubernetes API answer when something is wrong → what failed, and what to do about it. */
import { DecodeError } from '../domain/decodeError';
import { isUserError, messageOf, UserError } from '../shared/errors';
import { bodyOf, isStatus, statusOf, textOf, type Status } from './httpFailure';

/** The call that failed, in the words of Kubernetes' RBAC. */
export interface Call {
  verb: 'get' | 'list' | 'watch' | 'create' | 'patch';
  /** `pipelineruns`, `pods/log`, … */
  resource: string;
  namespace?: string;
  name?: string;
}

interface Failure {
  status: number;
  body: unknown;
  /** The most telling text of the answer. */
  text: string;
  call: Call;
  cause: unknown;
}

type Wording = { title: string; message?: string; nextStep: string; transient?: boolean };

/** Any failure of a call as a {@link UserError}. */
export function translateError(error: unknown, call: Call): UserError {
  if (isUserError(error)) {
    return error;
  }
  if (error instanceof DecodeError) {
    return new UserError({
      title: 'Unexpected answer from the cluster',
      message: error.message,
      nextStep: 'The address may not be a Kubernetes API server, or its version is not known to this plugin.',
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

function fromWording({ title, message, nextStep, transient }: Wording, { status, text, cause }: Failure): UserError {
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
        ? { title: 'The name is taken', nextStep: 'Start again: a new name will be chosen.' }
        : { title: 'The run changed meanwhile', nextStep: 'Look at its state now, then try again.', transient: true };
    case 410:
      return { title: 'The list is too old to go on', nextStep: 'It is read again from the start.', transient: true };
    case 429:
      return {
        title: 'The cluster is asking for fewer calls',
        nextStep: 'Wait a little; it is tried again.',
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
      title: 'Signed out',
      message: 'Grafana does not know you any more.',
      nextStep: 'Sign in to Grafana again.',
    };
  }
  if (/authentication to data source failed/i.test(text)) {
    return tokenWording(call);
  }
  if (status === 403 && /route access denied/i.test(text)) {
    return {
      title: 'Your role may not do this',
      message: 'Runs can be started and changed by Editors and Admins.',
      nextStep: 'Ask an administrator of Grafana for the Editor role.',
    };
  }
  if (/x509|certificate|tls:/i.test(text)) {
    return {
      title: 'The certificate is not trusted',
      nextStep: "Give the cluster's CA certificate in the data source's settings.",
    };
  }
  if (status === 404) {
    return call.resource === 'apis' || /page not found/i.test(text) ? noTekton() : missingProxyWording();
  }
  return serverWording(status);
}

function refusedWording(text: string): Wording {
  const field = /\b((?:spec|metadata)(?:\.[\w-]+(?:\[[^\]]*\])?)+)/.exec(text)?.[1];
  return {
    title: field ? `The cluster refused the run: ${field}` : 'The cluster refused the run',
    nextStep: field ? `Mend ${field} and try again.` : 'Mend what the message names and try again.',
  };
}

function tokenWording({ verb }: Call): Wording {
  const token = verb === 'create' || verb === 'patch' ? 'runner' : 'reader';
  return {
    title: 'The cluster does not accept the token',
    message: `The ${token} token is missing, wrong or expired (401).`,
    nextStep: `Give a new ${token} token in the data source's settings, or, when your own identity is forwarded, sign in again.`,
  };
}

function forbiddenWording(text: string, call: Call): Wording {
  const told = /cannot (\w+) resource "([^"]*)" in API group "([^"]*)"(?: in the namespace "([^"]*)")?/.exec(text);
  if (!told && /admission|policy|webhook/i.test(text)) {
    return {
      title: 'A policy of the cluster forbids it',
      nextStep: 'Change what the message names, or ask who keeps the policy.',
    };
  }
  const user = /User "([^"]*)"/.exec(text)?.[1];
  const verb = told?.[1] ?? call.verb;
  const resource = told?.[2] ?? call.resource;
  const namespace = told?.[4] ?? call.namespace;
  return {
    title: `Not allowed to ${verb} ${resource}`,
    message: text,
    nextStep: `Give ${user ?? "the token's service account"} the verb "${verb}" on ${resource}${told?.[3] ? `.${told[3]}` : ''}${namespace ? ` in the namespace ${namespace}` : ''}.`,
  };
}

function missingWording(status: Status, { resource, name, namespace }: Call): Wording {
  const kind = status.details?.kind ?? '';
  if (!status.details?.name || name === undefined) {
    return /could not find the requested resource/i.test(status.message ?? '')
      ? noTekton()
      : { title: `No ${kind || resource} found`, nextStep: 'Check the namespace.' };
  }
  if (resource === 'pipelineruns') {
    return {
      title: 'The run is gone',
      message: `There is no run ${name} in ${namespace ?? 'the cluster'}.`,
      nextStep: 'It was deleted or pruned. Its annotation on the charts remains.',
    };
  }
  if (resource.startsWith('pods')) {
    return {
      title: 'The pod is gone',
      message: `There is no pod ${name}, and its log went with it.`,
      nextStep: 'Cancelled and pruned runs lose their pods; the log may be in a log store.',
    };
  }
  return {
    title: `${kind || resource} not found`,
    nextStep: `Create ${name} in ${namespace ?? 'the cluster'}, or choose another.`,
  };
}

function noTekton(): Wording {
  return {
    title: 'Tekton is not installed',
    message: 'The API server does not know tekton.dev/v1.',
    nextStep: 'Install Tekton Pipelines 0.44 or newer (OpenShift Pipelines 1.11), or check the address.',
  };
}

function missingProxyWording(): Wording {
  return {
    title: 'Not found',
    nextStep: "Check the data source's server URL: it is the address of the Kubernetes API server.",
  };
}

function serverWording(status: number): Wording {
  if (status === 502 || status === 503 || status === 504) {
    return {
      title: 'The cluster cannot be reached',
      nextStep:
        "Check the server URL and the CA certificate in the data source's settings; Grafana's log has the reason.",
      transient: true,
    };
  }
  return status >= 500
    ? { title: 'The cluster failed to answer', nextStep: 'Try again in a moment.', transient: true }
    : { title: `The call failed (${status})`, nextStep: 'Check the settings of the data source.' };
}

function networkWording(): Wording {
  return {
    title: 'No answer',
    message: 'The connection to Grafana broke off.',
    nextStep: 'Check your network connection; it is tried again.',
    transient: true,
  };
}
