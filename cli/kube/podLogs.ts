/** Logs of pods, read once and up to a limit. */
import { listPath } from '../../src/kube/listPath';
import type { KubeAccess } from './kubeAccess';
import { jsonRequests, KubeError, textOf } from './request';

export interface LogRequest {
  namespace: string;
  pod: string;
  container: string;
  /** Epoch ms; the log begins with the second that it is in. */
  since?: number;
  /** The last so many lines. */
  tailLines?: number;
  /** Of the text, from its beginning. */
  limitBytes: number;
  /** Whether each line begins with its time. */
  timestamps: boolean;
}

/** Every promise fails with a KubeError where the API server refuses, and settles in time. */
export interface PodLogs {
  /** A PodList. */
  pods(namespace: string, labelSelector: string): Promise<unknown>;
  text(request: LogRequest): Promise<string>;
}

/** @param access asked for each time: a pod's token is renewed in its file */
export function podLogs(access: () => KubeAccess): PodLogs {
  const json = jsonRequests(access);
  const pods = (namespace: string): string => listPath({ group: '', version: 'v1', resource: 'pods', namespace });
  return {
    pods: (namespace, labelSelector) => json(pods(namespace), { query: { labelSelector } }),
    text: async ({ namespace, pod, since, ...options }) =>
      textOf(access(), `${pods(namespace)}/${pod}/log`, {
        query: {
          ...Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
          ...(since !== undefined && { sinceTime: new Date(since).toISOString() }),
        },
      }),
  };
}

/** Why a log could not be read, in words that fit after a colon. */
export function whyUnread(error: unknown, what: string, namespace: string): string {
  if (error instanceof KubeError && error.status === 403) {
    return `no right to ${what} in the namespace ${namespace}`;
  }
  if (error instanceof KubeError && error.status === 404) {
    return 'the pod is gone, and its log with it';
  }
  return error instanceof Error ? error.message : String(error);
}
