/** `wva measure`: the figures of any window. Needs Prometheus, and no cluster. */
import { figureText } from '../../src/domain/analysis/figureText';
import { KPI_IDS, KPIS, type KpiId } from '../../src/domain/analysis/kpis';
import { modelFigures } from '../../src/domain/analysis/modelFigures';
import type { AnalysedRun, KpiValue } from '../../src/domain/analysis/types';
import { stepFor } from '../../src/domain/analysis/window';
import type { RunRef } from '../../src/domain/run';
import type { Finding } from '../../src/queries/detection';
import { isUserError } from '../../src/shared/errors';
import { analyseClusterRun, RUN_OPTIONS, runRefOf } from '../clusterRun';
import { columns, type Command, type Given, type Io } from '../command';
import { failureText } from '../failureText';
import { jsonFigures, jsonModel, problemOf, type JsonFigure, type JsonModel } from '../figures';
import { modelText } from '../modelText';
import { priced, PRICE_OPTIONS, pricesOf } from '../prices';
import { PROMETHEUS_OPTIONS, prometheusOf } from '../prometheusOptions';
import { progressOn } from '../progress';
import { parseTime } from '../times';
import { EXIT, UsageError } from '../usage';
import { analyseWindow, windowRun, type Asking, type MeasuredWindow, type WindowAnalysis } from '../windowRun';

export const WINDOW_OPTIONS = {
  namespace: { value: 'NS', about: 'namespace of the workload' },
  workload: { value: 'NAME', about: 'Deployment, StatefulSet or LeaderWorkerSet that served the model', many: true },
  from: {
    value: 'TIME',
    about: 'start of the window: 2026-11-28T10:00:00Z, seconds or milliseconds since 1970, now-1h',
  },
  to: { value: 'TIME', about: 'its end' },
} as const;

/** What `--json` prints. */
export interface MeasureJson {
  figures: Record<string, JsonFigure>;
  /** Null where it is not known which variants served the model. */
  model: JsonModel | null;
  problems: string[];
  window: { from: string; to: string; seconds: number; stepSeconds: number };
}

export const measure: Command = {
  usage:
    '--prometheus URL (--run NS/NAME | --namespace NS --workload NAME [--workload NAME] --from TIME --to TIME) [--json]',
  about: 'Prints the figures of a run or of any window, with their problems, coverage and stated error.',
  details: [
    'A run is read from the cluster, with its load steps; a window needs no cluster.',
    'Several workloads are variants of one model: the figures are those of all together.',
    'Below them stand the variants that served the model in the namespace, named or not, and their sum.',
    'Totals are read a minute after the end of the window, because the last requests are on the next scrape.',
    'With --json the ids of the figures are those of docs/analysis.md; everything else goes to standard error.',
    'Exit code: 0 measured, 1 Prometheus did not answer, 64 the call is wrong.',
  ],
  options: {
    ...PROMETHEUS_OPTIONS,
    ...RUN_OPTIONS,
    ...WINDOW_OPTIONS,
    ...PRICE_OPTIONS,
    json: { about: 'prints JSON' },
  },
  run: async (given, io) => {
    const asked = askedOf(given, io.now());
    const isJson = given.isOn('json');
    const progress = progressOn(io);
    try {
      const asking = { now: io.now(), signal: io.signal, onProgress: progress.show };
      const result = await analysisAsked(asked, given, io, asking);
      progress.end();
      const problems = problemsOf(result);
      io.out(isJson ? jsonText(measuredJson(result, problems)) : tableText(result));
      if (!isJson) {
        problems.forEach((problem) => io.err(`${problem}\n`));
      }
      return EXIT.done;
    } catch (error) {
      progress.end();
      if (isJson && isUserError(error) && 'from' in asked) {
        io.out(jsonText(unmeasuredJson(asked, failureText(error))));
      }
      throw error;
    }
  },
};

/** What is to be measured: a run of the cluster, or a window. @throws UsageError */
export function askedOf(given: Given, now: number): RunRef | MeasuredWindow {
  const run = given.text('run');
  if (run === undefined) {
    return windowOf(given, now);
  }
  const other = Object.keys(WINDOW_OPTIONS).find(
    (name) => given.text(name) !== undefined || given.many(name).length > 0
  );
  if (other !== undefined) {
    throw new UsageError(`--run and --${other} exclude each other`);
  }
  return runRefOf(run);
}

export async function analysisAsked(
  asked: RunRef | MeasuredWindow,
  given: Given,
  io: Io,
  asking: Asking,
  change: (run: AnalysedRun) => AnalysedRun = (run) => run
): Promise<WindowAnalysis> {
  const prices = pricesOf(given);
  const result = await ('from' in asked
    ? analyseWindow(change(windowRun(asked)), asked.workloads, prometheusOf(given, io.env), asking)
    : analyseClusterRun(asked, given, io, asking));
  return priced(result, prices);
}

/** @throws UsageError */
export function windowOf(given: Given, now: number): MeasuredWindow {
  const namespace = given.needed('namespace');
  const [workload, ...more] = given.many('workload');
  if (workload === undefined) {
    throw new UsageError('--workload is missing');
  }
  if (new Set(given.many('workload')).size <= more.length) {
    throw new UsageError('a --workload is named twice');
  }
  const from = parseTime('from', given.needed('from'), now);
  const to = parseTime('to', given.needed('to'), now);
  if (to <= from) {
    throw new UsageError('--to must be after --from');
  }
  if (from >= now) {
    throw new UsageError('--from lies in the future');
  }
  return { namespace, workloads: [workload, ...more], from, to };
}

/** What stands in the way of all figures: what was not answered, what Prometheus warned of, what it does not have. */
function problemsOf({ analysis: { measurements }, detection, warnings }: WindowAnalysis): string[] {
  // Without WVA other scalers' figures are whole, and WVA's say themselves that it is not there.
  const isWithout = ({ subject }: Finding) => subject === 'wva' && detection.wvaVersion === undefined;
  const unclear = detection.findings.filter((finding) => finding.state === 'ambiguous' && !isWithout(finding));
  return [...new Set([...measurements.problems, ...warnings, ...unclear.map(({ text }) => text)])];
}

function measuredJson({ analysis: { kpis, measurements } }: WindowAnalysis, problems: string[]): MeasureJson {
  const { from, to, stepSeconds } = measurements.window;
  return {
    figures: jsonFigures(kpis),
    model: jsonModel(modelFigures(measurements)),
    problems,
    window: { ...windowJson({ from, to }), stepSeconds },
  };
}

/** Nothing is known, and each figure says why. */
function unmeasuredJson(window: MeasuredWindow, why: string): MeasureJson {
  const figures = Object.fromEntries(KPI_IDS.map((id) => [id, { why }])) as Record<KpiId, KpiValue>;
  const stepSeconds = stepFor((window.to - window.from) / 1000);
  return {
    figures: jsonFigures(figures),
    model: null,
    problems: [why],
    window: { ...windowJson(window), stepSeconds },
  };
}

const windowJson = ({ from, to }: { from: number; to: number }) => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
  seconds: (to - from) / 1000,
});

const jsonText = (json: MeasureJson): string => `${JSON.stringify(json, null, 2)}\n`;

function tableText({ analysis: { run, kpis, measurements } }: WindowAnalysis): string {
  const { from, to } = windowJson(measurements.window);
  const rows = KPI_IDS.map((id): [string, string] => {
    const problem = problemOf(kpis[id]);
    const { value, error } = kpis[id];
    const within = error === undefined || value === undefined ? '' : ` ± ${figureText(id, error)}`;
    return [KPIS[id].title, `${figureText(id, value)}${within}${problem === undefined ? '' : `  (${problem})`}`];
  });
  const variants = modelText(modelFigures(measurements));
  return `${run.workload.namespace}/${run.workload.variant}, ${from} to ${to}\n\n${columns(rows).join('\n')}\n${variants}`;
}
