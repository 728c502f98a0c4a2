/** What the page of a run shows, as URL parameters and back. */
import { parseRunId, runId } from '../../domain/run';
import { LATENCIES } from '../../assessment/compareUrl';
import type { UrlValues } from '../../shared/urlValues';
import { RUN_TABS, type RunView } from './RunScreen';

export const URL_KEYS = ['tab', 'task', 'step', 'baseline', 'figures', 'q', 'latency'] as const;
type UrlKey = (typeof URL_KEYS)[number];

export function readRunUrl(values: UrlValues): RunView {
  const one = (key: UrlKey): string | undefined => [values[key] ?? []].flat()[0];
  return {
    tab: RUN_TABS.find((known) => known === one('tab')) ?? 'tasks',
    task: one('task'),
    step: one('step'),
    baseline: parseRunId(one('baseline') ?? ''),
    figures: one('figures') === 'all' ? 'all' : 'key',
    search: one('q') ?? '',
    latency: LATENCIES.find((known) => known === one('latency')) ?? 'ttft',
  };
}

/** `null` takes a parameter out of the URL: what is at its default is not in it. */
export function writeRunUrl(view: RunView): Record<UrlKey, string | null> {
  return {
    tab: view.tab === 'tasks' ? null : view.tab,
    task: view.task ?? null,
    step: view.step ?? null,
    baseline: view.baseline ? runId(view.baseline) : null,
    figures: view.figures === 'key' ? null : view.figures,
    q: view.search === '' ? null : view.search,
    latency: view.latency === 'ttft' ? null : view.latency,
  };
}
