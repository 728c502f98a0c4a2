/** Why a run's replicas were as many as they were, for an export: what happened, each scaling's hops, what was compared. */
import type { AnalysedRun, TimeSeries } from '../domain/analysis/types';
import type { Compared, ComparedThreshold } from '../domain/decisions/compared';
import { comparedUnit } from '../domain/decisions/comparedText';
import type { Explained } from '../domain/decisions/explained';
import { storyOf } from '../domain/decisions/story';
import { hangText } from '../domain/decisions/waterfallText';
import { runId } from '../domain/run';
import { columnsOf, type Table } from './table';

const RUN = 'Run, as namespace/name';
const ELAPSED = 'Seconds since the first load step began';

/** @param explained the decisions, or why they are not known */
export function decisionTables(run: AnalysedRun, explained: Explained | { why: string }): Table[] {
  const known = 'why' in explained ? undefined : explained;
  const tables = [storyTable(run, known), scalingTable(run, known), comparedTable(run, known)];
  return 'why' in explained
    ? tables.map((table) => ({ ...table, about: `${table.about}. Not known: ${explained.why}` }))
    : tables;
}

function storyTable(run: AnalysedRun, known: Explained | undefined): Table {
  const { loadProfile: load, loadStartedAt } = run;
  const rows = known ? storyOf({ lane: known.lane, moments: known.moments, load, loadStartedAt }) : [];
  const { text, number, time } = columnsOf(rows);
  return {
    name: 'story',
    about: 'What happened in the run, in order',
    columns: [
      text('run', RUN, () => runId(run)),
      time('time', 'When, UTC', ({ at }) => at),
      number('elapsed_s', ELAPSED, ({ at }) => (at - loadStartedAt) / 1000),
      text(
        'kind',
        'load: it changed; signal: a threshold was crossed; decision: of the scaler; replicas: ready ones changed; trouble; calm: its end',
        ({ kind }) => kind
      ),
      text('text', 'What it was', (row) => row.text),
    ],
  };
}

function scalingTable(run: AnalysedRun, known: Explained | undefined): Table {
  const rows = (known?.scalings ?? []).flatMap((scaling) =>
    (scaling.hops.length === 0 ? [undefined] : scaling.hops).map((hop) => ({ scaling, hop }))
  );
  const { text, number, time } = columnsOf(rows);
  return {
    name: 'scalings',
    about: 'Where the time of each scaling went, one row a hop',
    columns: [
      text('run', RUN, () => runId(run)),
      time('decided_at', 'When the number of replicas that is asked for changed, UTC', ({ scaling }) => scaling.at),
      number('elapsed_s', ELAPSED, ({ scaling }) => (scaling.at - run.loadStartedAt) / 1000),
      text('direction', 'up or down', ({ scaling }) => scaling.direction),
      number('replicas_from', 'Replicas that were asked for before', ({ scaling }) => scaling.from),
      number('replicas_to', 'Replicas that were asked for from then on', ({ scaling }) => scaling.to),
      text(
        'hop',
        'decide: from the signal to the decision; hpa: to the HPA; create: to the pods; schedule: to their nodes; start: to ready; serve: to the first request',
        ({ hop }) => hop?.id
      ),
      time('hop_from', 'Its begin, UTC', ({ hop }) => hop?.from),
      time('hop_to', 'Its end, UTC: at the look that sees it', ({ hop }) => hop?.to),
      number('seconds', 'Its length, s', ({ hop }) => hop && (hop.to - hop.from) / 1000),
      text('hangs', 'Why the scaling did not come to its end', ({ scaling: { hangs } }) => hangs && hangText(hangs)),
    ],
  };
}

function comparedTable(run: AnalysedRun, known: Explained | undefined): Table {
  const rows = (known?.compared.all ?? []).flatMap((compared) =>
    compared.value.times.map((at, i) => ({ compared, at, value: compared.value.values[i] }))
  );
  const { text, number, time } = columnsOf(rows);
  const held = (at: number, { thresholds }: Compared, is: (key: ComparedThreshold['key']) => boolean) =>
    valueAt(thresholds.find(({ key }) => is(key))?.series, at);
  return {
    name: 'compared',
    about: 'What the scaler in force compared over time, one row a value',
    columns: [
      text('run', RUN, () => runId(run)),
      text('quantity', 'What was measured', ({ compared }) => compared.quantity),
      text('metric', 'Name of the HPA’s metric', ({ compared }) => compared.name),
      text('scaler', 'Whose rule compares it', ({ compared }) => compared.by),
      text('estimate', 'yes: what V2 would compare, where another scaler decides or V2 does not report it', (row) =>
        row.compared.isEstimate ? 'yes' : 'no'
      ),
      time('time', 'Time of the look, UTC', ({ at }) => at),
      number('elapsed_s', ELAPSED, ({ at }) => (at - run.loadStartedAt) / 1000),
      number('value', 'In the unit beside it', ({ value }) => value),
      text('unit', 'What one of the value is', ({ compared }) => comparedUnit(compared)),
      number('threshold', 'Trigger, upper threshold or target: beyond it more replicas are asked for', (row) =>
        held(row.at, row.compared, (key) => key !== 'scaleDownBoundary')
      ),
      number('scale_down_boundary', 'Below it V2 can scale down', (row) =>
        held(row.at, row.compared, (key) => key === 'scaleDownBoundary')
      ),
    ],
  };
}

function valueAt(series: TimeSeries | undefined, at: number): number | undefined {
  const i = series?.times.indexOf(at) ?? -1;
  return i < 0 ? undefined : series?.values[i];
}
