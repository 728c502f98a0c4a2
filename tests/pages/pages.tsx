/** The pages of runs as the app composes them, over a cluster in memory and a Prometheus that a test plays. */
import { dateTime } from '@grafana/data';
import { render } from '@testing-library/react';
import React, { useState } from 'react';
import { MemoryRouter } from 'react-router-dom';

import { COMPARE_URL } from '../../src/assessment/compareUrl';
import { useAssessment } from '../../src/assessment/useAssessment';
import type { AnalyseRun } from '../../src/assessment/useComparison';
import type { MemoryTekton } from '../../src/experiment/testing/memoryTekton';
import { completeOptions } from '../../src/experiment-panel/options';
import { Experiments } from '../../src/experiment-panel/Experiments';
import { analyseRun } from '../../src/measuring/analyseRun';
import { CompareScreen } from '../../src/pages/compare/CompareScreen';
import { AnalysisTab } from '../../src/pages/run/AnalysisTab';
import { RunScreen } from '../../src/pages/run/RunScreen';
import { RUN_URL, type RunView } from '../../src/pages/run/runUrl';
import { RunVerdict } from '../../src/pages/run/RunVerdict';
import { useRunColumns } from '../../src/pages/run/useRunColumns';
import { RunsScreen } from '../../src/pages/runs/RunsScreen';
import { RUNS_URL } from '../../src/pages/runs/runsUrl';
import { TrendScreen } from '../../src/pages/trend/TrendScreen';
import { TREND_URL } from '../../src/pages/trend/trendUrl';
import { grafanaPrometheus } from '../../src/prometheus/grafana';
import { detectionOf } from '../../src/scenes/detection';

const GATES = { experiments: {} };
const RUN = { namespace: 'experiment-01', name: 'stair-wva-abcde' };
const OTHER = { namespace: 'experiment-01', name: 'stair-static' };
const annotations = { list: async () => [], apply: async () => undefined };

/** As the app's own (assessment/AnalyserGate.tsx), of one data source. */
const analyse: AnalyseRun = async (run, options) => {
  const [from, to] = [dateTime(run.startedAt), dateTime(run.finishedAt ?? Date.now())];
  const { dialect } = await detectionOf('p', { from, to, raw: { from, to } });
  return analyseRun(run, { prometheus: grafanaPrometheus('p'), dialect, ...options });
};

const useView = <View,>(initial: View) => {
  const [view, setView] = useState(initial);
  return { view, onView: (part: Partial<View>) => setView((old) => ({ ...old, ...part })) };
};

const storage = { getItem: async () => null, setItem: async () => undefined };

function Runs({ api }: { api: MemoryTekton }) {
  return <RunsScreen api={api} annotations={annotations} storage={storage} {...useView(RUNS_URL.read({}))} />;
}

function Run({ api }: { api: MemoryTekton }) {
  const { view, onView } = useView<RunView>({ ...RUN_URL.read({}), tab: 'analysis' });
  const assessment = useAssessment({ api, annotations, analyse, runRef: RUN, chosen: view.baseline });
  const shown = useRunColumns(assessment);
  return (
    <RunScreen
      api={api}
      runRef={RUN}
      view={view}
      onView={onView}
      Charts={() => <p>The charts</p>}
      verdict={
        <RunVerdict assessment={assessment} columns={shown.columns} gates={GATES} onBaseline={() => undefined} />
      }
      analysis={<AnalysisTab assessment={assessment} shown={shown} view={view} onView={onView} />}
    />
  );
}

function Compare({ api, runs = [RUN, OTHER] }: { api: MemoryTekton; runs?: Array<typeof RUN> }) {
  const shown = useView({ ...COMPARE_URL.read({}), runs });
  return <CompareScreen api={api} annotations={annotations} analyse={analyse} gates={GATES} {...shown} />;
}

function Trend({ api }: { api: MemoryTekton }) {
  return <TrendScreen api={api} annotations={annotations} analyse={analyse} {...useView(TREND_URL.read({}))} />;
}

function Panel({ api }: { api: MemoryTekton }) {
  const options = completeOptions({ showForm: false, annotate: false });
  return <Experiments api={api} options={options} timeZone="utc" panelId={1} />;
}

export const PAGES = {
  panel: Panel,
  runs: Runs,
  run: Run,
  compare: Compare,
  'compare, before runs are chosen': ({ api }: { api: MemoryTekton }) => <Compare api={api} runs={[]} />,
  trend: Trend,
} as const;
export type PageName = keyof typeof PAGES;

export function showPage(name: PageName, api: MemoryTekton): void {
  const Page = PAGES[name];
  render(
    <MemoryRouter>
      <Page api={api} />
    </MemoryRouter>
  );
}
