/** The log of WVA's controller over a time, read through the Tekton data source: bounded, and never an error. */
import { fromEvent, lastValueFrom, scan, takeUntil, takeWhile } from 'rxjs';

import type { ClusterReader, TektonApi } from '../../datasource/types';
import type { Span } from '../../domain/analysis/types';
import { bodyOf } from '../../domain/decisions/controllerLine';
import { parseControllerLog, type ControllerLog } from '../../domain/decisions/controllerLog';
import { CONTROLLER_SELECTOR, controllerPodsOf, type ControllerPod } from '../../domain/decisions/controllerPods';
import { isUserError, messageOf } from '../../shared/errors';

export type ControllerApi = Pick<TektonApi, 'logs'> & { readonly cluster: ClusterReader };

export type ControllerReading =
  | { kind: 'read'; log: ControllerLog; from: string; cutAt?: number }
  /** `since`: no pod is older, or no line; epoch ms. */
  | { kind: 'gone'; since?: number }
  /** No Tekton data source reaches the cluster. */
  | { kind: 'no-source' }
  | { kind: 'no-pod'; namespace: string }
  | { kind: 'forbidden'; namespace: string; what: string }
  | { kind: 'failed'; message: string };

/** Of one pod; WVA writes a few kB a cycle, and a decision needs four minutes of them. */
const MOST_BYTES = 2 * 1024 * 1024;
/** Replicas of the controller: only the one that leads decides. */
const MOST_PODS = 3;

interface Question {
  api: ControllerApi;
  /** Of WVA's controller. */
  namespace: string;
  range: Span;
  signal: AbortSignal;
}

/** @throws only what the signal says, when it aborts */
export async function readController(question: Question): Promise<ControllerReading> {
  const { api, namespace, range, signal } = question;
  let what = 'list pods';
  try {
    const list = { group: '', version: 'v1', resource: 'pods', namespace, labelSelector: CONTROLLER_SELECTOR };
    const pods = controllerPodsOf(await api.cluster.read(list, signal));
    if (pods.length === 0) {
      return { kind: 'no-pod', namespace };
    }
    const old = pods.filter(({ createdAt }) => createdAt < range.to).slice(0, MOST_PODS);
    if (old.length === 0) {
      return { kind: 'gone', since: Math.min(...pods.map(({ createdAt }) => createdAt)) };
    }
    what = 'get pods/log';
    const texts = await Promise.all(old.map((pod) => readPod(question, pod)));
    if (signal.aborted) {
      throw signal.reason;
    }
    return merged(texts, old);
  } catch (error) {
    if (signal.aborted) {
      throw signal.reason;
    }
    return isUserError(error) && error.status === 403
      ? { kind: 'forbidden', namespace, what }
      : { kind: 'failed', message: messageOf(error) };
  }
}

interface PodText {
  text: string;
  /** Time of the last whole line, where the log was cut before the end of the time asked for. */
  cutAt?: number;
}

/** Of several pods that which says most of cycles: it led. */
function merged(texts: readonly PodText[], pods: readonly ControllerPod[]): ControllerReading {
  const logs = texts.map(({ text, cutAt }, i) => ({ log: parseControllerLog(text), cutAt, from: pods[i]!.name }));
  const [best] = logs.sort((a, b) => b.log.cycles.length - a.log.cycles.length);
  return best === undefined || best.log.lines === 0 ? { kind: 'gone' } : { kind: 'read', ...best };
}

/** Reads up to the end of the range: the log itself goes on. */
async function readPod(question: Question, { name, container }: ControllerPod): Promise<PodText> {
  const { api, namespace, range, signal } = question;
  const request = { namespace, pod: name, container, follow: false, timestamps: true };
  const text = await lastValueFrom(
    api.logs({ ...request, since: range.from, limitBytes: MOST_BYTES }).pipe(
      scan((before, chunk) => before + chunk, ''),
      takeWhile((so) => !isOver(so, range), true),
      takeUntil(fromEvent(signal, 'abort'))
    ),
    { defaultValue: '' }
  );
  const lines = wholeLines(text);
  const isCut = text.length >= MOST_BYTES && !isOver(text, range);
  return { text: lines, ...(isCut ? { cutAt: lastTime(lines) } : {}) };
}

const wholeLines = (text: string): string => text.slice(0, text.lastIndexOf('\n') + 1);
const isOver = (text: string, { to }: Span): boolean => (lastTime(wholeLines(text)) ?? -Infinity) > to;

function lastTime(lines: string): number | undefined {
  const end = lines.lastIndexOf('\n');
  return end < 0 ? undefined : bodyOf(lines.slice(lines.lastIndexOf('\n', end - 1) + 1, end)).at;
}
