/**
 * What is asked about a run to say how far its figures can be trusted: the counters of each server as they are, and when
 * each source was last scraped. Prometheus carries a value on for five minutes; the time of its sample tells.
 */
import { REASONS } from './finishReasons';
import { M } from './metrics';
import { SERVER, podMatchers } from './ownership';
import { aggregate, series, underAnyName } from './promql';
import type { Scope } from './selector';

export const RUN_COUNTERS = ['ended', 'generatedTokens', 'promptTokens', 'preemptions', 'began'] as const;
export type RunCounter = (typeof RUN_COUNTERS)[number];

export const SEEN = ['vllm', 'kube', 'wva', 'gpu'] as const;
export type SeenSource = (typeof SEEN)[number];

export type EvidenceKey = `counter:${RunCounter}` | `seen:${SeenSource}`;

/** Each in one answer: counters and times by server, times of what is not of a server as one series. */
export function evidenceQueries(s: Scope): Array<{ key: EvidenceKey; expr: string; join: string }> {
  return [
    ...RUN_COUNTERS.map((id) => ({ key: `counter:${id}` as const, expr: counterOf(s, id), join: 'counters' })),
    ...SEEN.map((id) => ({ key: `seen:${id}` as const, expr: seen(s, id), join: 'seen' })),
  ];
}

/** A counter of each server. Of two scrapes of it the higher is the later; a label that changes is no new counter. */
function counterOf(s: Scope, id: RunCounter): string {
  const raw = (name: string, more: string[] = []) =>
    aggregate('max', [...SERVER, ...more], series(name, podMatchers(s)));
  switch (id) {
    case 'ended':
      return raw(M.success, REASONS);
    case 'generatedTokens':
      return raw(M.generationTokens);
    case 'promptTokens':
      return raw(M.promptTokens);
    case 'preemptions':
      return raw(M.preemptions);
    case 'began':
      return raw(`${M.ttft}_count`);
  }
}

/** When the samples were taken, seconds since the epoch. */
function seen(s: Scope, id: SeenSource): string {
  const namespace = s.namespace === undefined ? [] : [{ label: 'namespace', op: '=~' as const, value: s.namespace }];
  switch (id) {
    case 'vllm': {
      const at = (name: string) => aggregate('max', SERVER, `timestamp(${series(name, podMatchers(s))})`);
      return `(${at(M.success)} or ${at(M.running)} or ${at(M.generationTokens)})`;
    }
    case 'kube':
      return `(max(timestamp(${series(M.ready, namespace)})) or max(timestamp(${series(M.podReady, namespace)})))`;
    case 'wva':
      return underAnyName('wvaDesired', (name) => `max(timestamp(${series(name, inWorkloads(s))}))`);
    case 'gpu':
      return `max(timestamp(${series(M.gpuPower, [])}))`;
  }
}

const inWorkloads = (s: Scope) =>
  s.namespace === undefined ? [] : [{ label: s.dialect.wvaNamespace, op: '=~' as const, value: s.namespace }];
