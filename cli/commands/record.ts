/** `wva record`: a run or a window, measured and kept in a file or in the cluster, so that it outlasts Prometheus. */
import { checkGate, overall } from '../../src/domain/comparison/checkGate';
import type { AnalysedRun } from '../../src/domain/analysis/types';
import { recordMap } from '../../src/records/configMap';
import type { PackedRecord } from '../../src/records/pack';
import type { RecordedVerdict } from '../../src/records/recordMarks';
import type { RunRef } from '../../src/domain/run';
import { analyseSubject, RUN_OPTIONS, runRefOf } from '../clusterRun';
import type { Command, Given, Io } from '../command';
import { writeWhole } from '../files';
import { GATE_OPTIONS, gatesOf, sideOf } from '../gates';
import { GRAFANA_OPTIONS, markedRun } from '../grafanaOptions';
import { kubeAccessOf } from '../kube/access';
import { kubeClient, type KubeClient } from '../kube/kubeClient';
import { packedOf } from '../packing';
import { progressOn } from '../progress';
import { priced, PRICE_OPTIONS, pricesOf } from '../prices';
import { PROMETHEUS_OPTIONS, prometheusOf } from '../prometheusOptions';
import { EXIT, UsageError } from '../usage';
import type { WindowAnalysis } from '../windowRun';
import { analysisAsked, askedOf, WINDOW_OPTIONS } from './measure';

export const record: Command = {
  usage:
    '--prometheus URL (--run NS/NAME | --window NS/NAME --grafana URL --grafana-token-file FILE | --namespace NS --workload NAME --from TIME --to TIME) (--out FILE | --configmap)',
  about: 'Measures a run or a window and keeps everything that is shown of it, in a file or in the cluster.',
  details: [
    'The file is JSON, packed with gzip unless its name ends in .json. docs/records.md describes it.',
    'A ConfigMap is called wva-record-NAME and stands in the namespace of the run, or of the window; the app finds it there.',
    '--window names a window that was marked as a run in Grafana, or a run of which only the annotation is left.',
    'What is there already is only replaced with --force. With --baseline the verdict is noted on the ConfigMap.',
    'Exit code: 0 recorded, 1 Prometheus or the cluster did not answer, 64 the call is wrong.',
  ],
  options: {
    ...PROMETHEUS_OPTIONS,
    ...RUN_OPTIONS,
    ...WINDOW_OPTIONS,
    ...PRICE_OPTIONS,
    ...GATE_OPTIONS,
    ...GRAFANA_OPTIONS,
    window: { value: 'NS/NAME', about: 'a window that was marked as a run, by its annotation in Grafana' },
    out: { value: 'FILE', about: 'where the record goes' },
    configmap: { about: 'writes it to the cluster, as a ConfigMap beside the run' },
    'autoscaler-namespace': { value: 'NS', about: 'namespace of WVA, whose thresholds are recorded' },
    name: { value: 'NAME', about: 'what a window is called; default: workload and start' },
    experiment: { value: 'NAME', about: 'experiment that a window belongs to: windows of one are repeats' },
    force: { about: 'replaces a record that is there' },
  },
  run: async (given, io) => {
    const marked = markedOf(given);
    const asked = marked ?? askedOf(given, io.now());
    const isWindow = 'from' in asked;
    checkOptions(given, io, isWindow);
    const client =
      (!isWindow && marked === undefined) || given.isOn('configmap') ? kubeClient(kubeAccessOf(given, io)) : undefined;
    const named = (run: AnalysedRun): AnalysedRun => ({
      ...run,
      ...(given.text('name') !== undefined && { name: given.needed('name') }),
      experiment: given.text('experiment') ?? run.experiment,
    });
    const prices = pricesOf(given);
    const progress = progressOn(io);
    try {
      const asking = { now: io.now(), signal: io.signal, onProgress: progress.show };
      const result =
        marked === undefined
          ? await analysisAsked(asked, given, io, asking, named)
          : priced(await analyseSubject(await markedRun(marked, given), prometheusOf(given, io.env), asking), prices);
      // Several workloads together have no decisions of their own.
      const hasDecisions = !isWindow || asked.workloads.length === 1;
      const { packed, problems } = await packedOf(result, {
        ask: prometheusOf(given, io.env).ask,
        cluster: client,
        autoscalerNamespace: given.text('autoscaler-namespace'),
        hasDecisions,
        now: io.now(),
        signal: io.signal,
      });
      const verdict = await verdictOf(result, given, io);
      const out = given.text('out');
      const where =
        out === undefined
          ? await toCluster(packed, { client: client!, verdict, force: given.isOn('force'), signal: io.signal })
          : toFile(packed, out);
      progress.end();
      io.err(`${where}: ${Math.ceil(packed.bytes / 1000)} kB in a ConfigMap\n`);
      problems.forEach((problem) => io.err(`${problem}\n`));
      return EXIT.done;
    } finally {
      progress.end();
    }
  },
};

/** The marked window that is meant, where one is named. @throws UsageError */
function markedOf(given: Given): RunRef | undefined {
  const name = given.text('window');
  const other = ['run', ...Object.keys(WINDOW_OPTIONS)].find(
    (option) => given.text(option) !== undefined || given.many(option).length > 0
  );
  if (name !== undefined && other !== undefined) {
    throw new UsageError(`--window and --${other} exclude each other`);
  }
  return name === undefined ? undefined : runRefOf(name, 'window');
}

/** @throws UsageError */
function checkOptions(given: Given, io: Io, isWindow: boolean): void {
  const ofWindow = ['name', 'experiment'].find((name) => given.text(name) !== undefined);
  if (!isWindow && ofWindow !== undefined) {
    throw new UsageError(`--${ofWindow} is for a window that is given by --from and --to: a run has its own`);
  }
  const out = given.text('out');
  if ((out === undefined) !== given.isOn('configmap')) {
    throw new UsageError(
      out === undefined ? '--out is missing, or --configmap' : '--out and --configmap exclude each other'
    );
  }
  const forMap = ['baseline', 'gates'].find((name) => given.text(name) !== undefined || given.many(name).length > 0);
  if (out !== undefined && forMap !== undefined) {
    throw new UsageError(`--${forMap} needs --configmap: a file holds no verdict`);
  }
  if (given.text('gates') !== undefined && given.many('baseline').length === 0) {
    throw new UsageError('--gates needs --baseline');
  }
  if (out !== undefined && !given.isOn('force') && io.isThere(out)) {
    throw new UsageError(`${out} is there already: choose another name, or replace it with --force`);
  }
}

async function verdictOf({ analysis }: WindowAnalysis, given: Given, io: Io) {
  const baseline = given.many('baseline');
  if (baseline.length === 0) {
    return undefined;
  }
  const side = await sideOf(baseline, given, io);
  const outcome = overall(gatesOf(given).map((gate) => checkGate(gate, [analysis.kpis], side)));
  return { outcome, baseline } satisfies RecordedVerdict;
}

interface ToCluster {
  client: KubeClient;
  verdict: RecordedVerdict | undefined;
  force: boolean;
  signal?: AbortSignal;
}

/** @throws UsageError when there is such a ConfigMap, and it is not to be replaced; KubeError */
async function toCluster(packed: PackedRecord, { client, verdict, force, signal }: ToCluster): Promise<string> {
  const map = recordMap(packed, { verdict });
  const { namespace, name } = map.metadata;
  const became = await client.writeConfigMap(map, { force, signal });
  if (became === 'there already') {
    throw new UsageError(`the ConfigMap ${namespace}/${name} is there already: replace it with --force`);
  }
  return `ConfigMap ${namespace}/${name} ${became}`;
}

function toFile(packed: PackedRecord, out: string): string {
  writeWhole(out, out.endsWith('.json') ? `${JSON.stringify(packed.record)}\n` : packed.gzip);
  return out;
}
