/** What the page of a run shows, as URL parameters and back. */
import { LATENCIES, optionalRun } from '../../assessment/compareUrl';
import type { LatencyId } from '../../domain/analysis/types';
import type { RunRef } from '../../domain/run';
import { oneOf, optionalWords, urlCodec, words } from '../../shared/urlCodec';

export const RUN_TABS = ['tasks', 'analysis', 'charts', 'params', 'notes', 'yaml'] as const;
export type RunTab = (typeof RUN_TABS)[number];

/** What of the run is looked at. */
export interface RunView {
  tab: RunTab;
  /** Uid of the TaskRun whose log is shown. */
  task?: string;
  /** Name of its step. */
  step?: string;
  /** Run that it is compared with, chosen by hand. */
  baseline?: RunRef;
  /** Of the analysis. */
  figures: 'key' | 'all';
  search: string;
  latency: LatencyId;
}

export const RUN_URL = urlCodec<RunView>({
  tab: oneOf<RunTab>('tab', RUN_TABS, 'tasks'),
  task: optionalWords('task'),
  step: optionalWords('step'),
  baseline: optionalRun('baseline'),
  figures: oneOf('figures', ['key', 'all'], 'key'),
  search: words('q'),
  latency: oneOf<LatencyId>('latency', LATENCIES, 'ttft'),
});
