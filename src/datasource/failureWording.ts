/** What is said about each failure: what failed, and what to do about it. */
import { t } from '../i18n/t';
import type { Status } from './httpFailure';

/** The call that failed, in the words of Kubernetes' RBAC. */
export interface Call {
  verb: 'get' | 'list' | 'watch' | 'create' | 'patch';
  /** `pipelineruns`, `pods/log`, … */
  resource: string;
  namespace?: string;
  name?: string;
}

/** `status`: in place of the answer's own, where that hides what is wrong. */
export type Wording = { title: string; message?: string; nextStep: string; transient?: boolean; status?: number };

export function refusedWording(text: string): Wording {
  const field = /\b((?:spec|metadata)(?:\.[\w-]+(?:\[[^\]]*\])?)+)/.exec(text)?.[1];
  return {
    title: field
      ? t('errors.cluster.cluster-rejected-run', 'The cluster rejected the run: {{field}}', { field })
      : t('errors.cluster.the-cluster-rejected-the-run', 'The cluster rejected the run'),
    nextStep: field
      ? t('errors.cluster.correct-and-try', 'Correct {{field}} and try again.', { field })
      : t('errors.cluster.correct-what-message', 'Correct what the message names and try again.'),
  };
}

export function tokenWording({ verb }: Call): Wording {
  const token = verb === 'create' || verb === 'patch' ? 'runner' : 'reader';
  return {
    status: 401,
    title: t('errors.cluster.cluster-does-not', 'The cluster does not accept the token'),
    message: t('errors.cluster.token-missing-wrong', 'The {{token}} token is missing, wrong or expired (401).', {
      token,
    }),
    nextStep: t(
      'errors.cluster.give-new-token',
      "Give a new {{token}} token in the data source's settings, or, when your own identity is forwarded, sign in again.",
      { token }
    ),
  };
}

export function forbiddenWording(text: string, call: Call): Wording {
  const denied = /cannot (\w+) resource "([^"]*)" in API group "([^"]*)"(?: in the namespace "([^"]*)")?/.exec(text);
  if (!denied && /admission|policy|webhook/i.test(text)) {
    return {
      title: t('errors.cluster.cluster-policy-does', 'A cluster policy does not allow it'),
      nextStep: t(
        'errors.cluster.change-what-message',
        'Change what the message names, or ask whoever maintains the policy.'
      ),
    };
  }
  const user = /User "([^"]*)"/.exec(text)?.[1];
  const verb = denied?.[1] ?? call.verb;
  const resource = denied?.[2] ?? call.resource;
  const namespace = denied?.[4] ?? call.namespace;
  const account = user ?? t('errors.cluster.token-service-account', "the token's service account");
  const group = denied?.[3] ? `${resource}.${denied[3]}` : resource;
  return {
    title: t('errors.cluster.not-allowed-to', 'Not allowed to {{verb}} {{resource}}', { verb, resource }),
    message: text,
    nextStep: namespace
      ? t(
          'errors.cluster.give-verb-on',
          'Give {{account}} the verb "{{verb}}" on {{group}} in the namespace {{namespace}}.',
          { account, verb, group, namespace }
        )
      : t('errors.cluster.give-the-verb-on', 'Give {{account}} the verb "{{verb}}" on {{group}}.', {
          account,
          verb,
          group,
        }),
  };
}

export function missingWording(status: Status, { resource, name, namespace }: Call): Wording {
  const kind = status.details?.kind ?? '';
  if (!status.details?.name || name === undefined) {
    return /could not find the requested resource/i.test(status.message ?? '')
      ? noTekton()
      : {
          title: t('errors.cluster.no-found', 'No {{value}} found', { value: kind || resource }),
          nextStep: t('errors.cluster.check-namespace', 'Check the namespace.'),
        };
  }
  if (resource === 'pipelineruns') {
    return {
      title: t('errors.cluster.run-gone', 'The run is gone'),
      message: t('errors.cluster.there-no-run', 'There is no run {{name}} in {{namespace}}.', {
        name,
        namespace: placeOf(namespace),
      }),
      nextStep: t('errors.cluster.was-deleted-or', 'It was deleted or pruned. Its annotation on the charts remains.'),
    };
  }
  if (resource.startsWith('pods')) {
    return {
      title: t('errors.cluster.pod-gone', 'The pod is gone'),
      message: t('errors.cluster.there-no-pod', 'There is no pod {{name}}, and its log went with it.', { name }),
      nextStep: t(
        'errors.cluster.cancelled-and-pruned',
        'Cancelled and pruned runs lose their pods; the log may be in a log store.'
      ),
    };
  }
  return {
    title: t('errors.cluster.not-found', '{{value}} not found', { value: kind || resource }),
    nextStep: t('errors.cluster.create-in-or', 'Create {{name}} in {{namespace}}, or choose another.', {
      name,
      namespace: placeOf(namespace),
    }),
  };
}

function placeOf(namespace: string | undefined): string {
  return namespace ?? t('errors.cluster.cluster', 'the cluster');
}

export function noTekton(): Wording {
  return {
    title: t('errors.cluster.tekton-not-installed', 'Tekton is not installed'),
    message: t('errors.cluster.api-server-does', 'The API server does not know tekton.dev/v1.'),
    nextStep: t(
      'errors.cluster.install-tekton-pipelines',
      'Install Tekton Pipelines 0.44 or newer (OpenShift Pipelines 1.11), or check the address.'
    ),
  };
}

export function missingProxyWording(): Wording {
  return {
    title: t('errors.cluster.error-translation-not-found', 'Not found'),
    nextStep: t(
      'errors.cluster.check-data-source',
      "Check the data source's server URL: it is the address of the Kubernetes API server."
    ),
  };
}

export function serverWording(status: number): Wording {
  if (status === 504) {
    return {
      title: t('errors.cluster.too-slow', 'The cluster takes too long to answer'),
      nextStep: t(
        'errors.cluster.wait-or-ask-less',
        'It was reached: Grafana gave up waiting (dataproxy.timeout, 30 s by default). Try again, or look at the load of the API server.'
      ),
      transient: true,
    };
  }
  if (status === 502 || status === 503) {
    return {
      title: t('errors.cluster.cluster-cannot-be', 'The cluster cannot be reached'),
      nextStep: t(
        'errors.cluster.check-server-url',
        "Check the server URL and the CA certificate in the data source's settings; Grafana's log has the reason."
      ),
      transient: true,
    };
  }
  return status >= 500
    ? {
        title: t('errors.cluster.cluster-failed-to', 'The cluster failed to answer'),
        nextStep: t('errors.cluster.try-again-in', 'Try again in a moment.'),
        transient: true,
      }
    : {
        title: t('errors.cluster.call-failed', 'The call failed ({{status}})', { status }),
        nextStep: t('errors.cluster.check-settings-data', 'Check the settings of the data source.'),
      };
}

export function networkWording(): Wording {
  return {
    title: t('errors.cluster.no-answer', 'No answer'),
    message: t('errors.cluster.connection-to-grafana', 'The connection to Grafana was lost.'),
    nextStep: t('errors.cluster.check-your-network', 'Check your network connection; the request is tried again.'),
    transient: true,
  };
}
