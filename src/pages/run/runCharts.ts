/** The overview's charts of one variant over the time of one run. */
import { dateTime, type TimeRange } from '@grafana/data';
import { SceneRefreshPicker, SceneTimeRange, type EmbeddedScene } from '@grafana/scenes';

import { factsOfRun } from '../../domain/runAnnotationText';
import { isTerminal, type Run, type RunMode } from '../../domain/run';
import { isByWva } from '../../domain/scaler';
import type { EffectiveThresholds } from '../../domain/variant';
import { DecisionLaneScene } from '../../assessment/decisions/DecisionLaneScene';
import { variantBoard } from '../../panels/boards';
import { BoardLayout } from '../../scenes/BoardLayout';
import { boardVariables, boardRow } from '../../scenes/boardScene';
import { DetectionGate } from '../../scenes/DetectionGate';
import { pageScene, withSources } from '../../scenes/pageScene';
import type { PageNeeds } from '../../scenes/pageState';
import type { AppSettings } from '../../shared/appSettings';
import { CHOSEN } from '../../scenes/chosen';

/** Shown before the start: what the workload looked like without the load. */
const LEAD_MS = 2 * 60_000;
/** Shown after the end: the scale-down begins after its window, 60 s. */
const TAIL_MS = 2 * 60_000;

export interface RunSpan {
  /** Epoch ms by the cluster's clock. */
  startedAt: number;
  /** Undefined while it is in progress. */
  finishedAt?: number;
}

/** What a run's charts are about: the workload under load, and when. */
export interface ChartedRun {
  namespace: string;
  variant: string;
  mode?: RunMode;
  span: RunSpan;
}

/** Undefined when the run does not say which workload it loads, or has not started. */
export function chartedRun(run: Run): ChartedRun | undefined {
  const { namespace = run.namespace, variant } = factsOfRun(run);
  const started = run.startedAt ?? (isTerminal(run.phase) ? undefined : run.createdAt);
  return variant === undefined || started === undefined
    ? undefined
    : { namespace, variant, mode: run.mode, span: { startedAt: started, finishedAt: run.finishedAt } };
}

/** Raw time range: two minutes more on both sides; up to now while the run is in progress. */
export function chartRange({ startedAt, finishedAt }: RunSpan, now: number): { from: string; to: string } {
  const end = finishedAt === undefined ? undefined : finishedAt + TAIL_MS;
  return {
    from: new Date(startedAt - LEAD_MS).toISOString(),
    // A tail that lies ahead fills itself with time.
    to: end === undefined || end > now ? 'now' : new Date(end).toISOString(),
  };
}

/** Of a static run no autoscaler is missed. */
const needsOf = (mode: RunMode | undefined): PageNeeds => ({
  subjects: mode !== undefined && !isByWva(mode) ? ['vllm', 'kube'] : ['wva', 'dialect', 'vllm', 'kube'],
});

export function runCharts(
  charted: ChartedRun,
  settings: AppSettings,
  thresholds: EffectiveThresholds,
  now: number
): EmbeddedScene {
  const { namespace, variant, mode, span } = charted;
  const range = chartRange(span, now);
  const scene = withSources(settings, (sources) => {
    const uid = sources.prometheusUid;
    const board = variantBoard({ scope: CHOSEN, thresholds });
    const [replicas, ...others] = board.rows.map((row) => boardRow(row, uid));
    return pageScene(sources, {
      timeRange: range,
      variables: boardVariables(board.variables, uid, { bound: { namespace, variant } }),
      body: new DetectionGate({
        uid,
        needs: needsOf(mode),
        body: new BoardLayout({
          children: [
            ...(replicas ? [replicas] : []),
            new DecisionLaneScene({ uid, workload: { namespace, variant }, thresholds }),
            ...others,
          ],
        }),
      }),
    });
  });
  setRefresh(scene, range.to === 'now');
  return scene;
}

/** Moves the charts to the run's end when it comes, unless the user has chosen another time. */
export function endCharts(scene: EmbeddedScene, span: RunSpan, now: number): void {
  const time = scene.state.$timeRange;
  const { from, to } = chartRange(span, now);
  if (!(time instanceof SceneTimeRange) || time.state.to !== 'now' || time.state.from !== from || to === 'now') {
    return;
  }
  time.onTimeRangeChange(timeRange(from, to));
  setRefresh(scene, false);
}

function timeRange(from: string, to: string): TimeRange {
  const raw = { from: dateTime(from), to: dateTime(to) };
  return { ...raw, raw };
}

function setRefresh(scene: EmbeddedScene, live: boolean): void {
  const picker = scene.state.controls?.find((control) => control instanceof SceneRefreshPicker);
  picker?.setState({ refresh: live ? '10s' : '' });
}
