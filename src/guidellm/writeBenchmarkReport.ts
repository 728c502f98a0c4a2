/**
 * Runs as llm-d's Benchmark Report 0.2.1 (llm-d-benchmark, benchmark-report/…/schema_v0_2.py), a YAML document each. Counts and
 * latencies are the client's where its reports are at hand, else the servers'; `run.description` says which. What the schema
 * has no place for, every figure of the catalogue, stands under `results.observability`, which takes further keys.
 */
import { stringify } from 'yaml';

import { histogramMean } from '../domain/analysis/histogram';
import { LATENCY_PERCENTILES } from '../domain/analysis/kpiDistributions';
import { KPI_IDS, KPIS, type KpiId } from '../domain/analysis/kpis';
import type { RunAnalysis } from '../domain/analysis/runAnalysis';
import type { AnalysedRun, LatencyId } from '../domain/analysis/types';
import { peakRate, hasKnownRate, type LoadProfile } from '../domain/loadProfile';
import { runId } from '../domain/run';
import { BENCHMARK_REPORT_VERSION, LATENCY_FIELDS } from './benchmarkReportFields';
import { weightedPoints } from './distribution';
import { CLIENT_LATENCIES, type ClientMeasurements } from './mergeReports';

export interface ReportedRun {
  analysis: RunAnalysis;
  /** By its clients' own reports, where there are any. */
  client?: ClientMeasurements;
  /** Version of GuideLLM, where that is known. */
  toolVersion?: string;
}

/** All in one file, in the order given. */
export function writeBenchmarkReports(runs: readonly ReportedRun[]): string {
  return runs.map((run) => stringify(benchmarkReport(run), { lineWidth: 0 })).join('---\n');
}

type Statistics = { mean: number; units: string } & Record<string, number | string>;

function benchmarkReport({ analysis, client, toolVersion }: ReportedRun): object {
  const { run, measurements } = analysis;
  const { from, to } = client ?? measurements.window;
  return {
    version: BENCHMARK_REPORT_VERSION,
    run: {
      uid: run.uid ?? runId(run),
      eid: run.experiment,
      cid: run.cluster,
      time: {
        start: new Date(from).toISOString(),
        end: new Date(to).toISOString(),
        duration: `PT${(to - from) / 1000}S`,
      },
      description: `${runId(run)}: counts and latencies by ${client ? 'the client' : 'the servers (vLLM)'}`,
      keywords: [run.mode, run.replicas].filter((word) => word !== undefined),
    },
    scenario: run.loadProfile && { load: loadOf(run, run.loadProfile, toolVersion) },
    results: {
      request_performance: {
        aggregate: client ? byClient(client) : byServers(analysis),
      },
      observability: observability(analysis),
    },
  };
}

/** @returns undefined where the lengths of prompts are not known, which the schema asks for */
function loadOf({ params }: AnalysedRun, profile: LoadProfile, toolVersion = 'unknown'): object | undefined {
  const { steps } = profile;
  const mean = (values: Array<number | undefined>): number | undefined => {
    const known = values.filter((value) => value !== undefined);
    return known.length < values.length || known.length === 0
      ? undefined
      : known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const [prompt, output] = [
    mean(steps.map(({ promptTokens }) => promptTokens)),
    mean(steps.map(({ outputTokens }) => outputTokens)),
  ];
  const length = (value: number | undefined) => (value === undefined ? undefined : { distribution: 'other', value });
  const rate = hasKnownRate(profile) && steps.length === 1 ? peakRate(profile) : 0;
  const users = steps.length === 1 ? steps[0]?.users : undefined;
  return prompt === undefined
    ? undefined
    : {
        metadata: { schema_version: '0.0.1' },
        standardized: {
          tool: 'guidellm',
          tool_version: toolVersion,
          parallelism: steps.length,
          source: 'unknown',
          input_seq_len: length(prompt),
          output_seq_len: length(output),
          rate_qps: rate > 0 ? rate : undefined,
          concurrency: users,
        },
        native: { config: Object.fromEntries(params.map(({ name, value }) => [name, value])) },
      };
}

function byServers({ kpis, measurements: { latency, window } }: RunAnalysis): object {
  const value = (id: KpiId): number | undefined => kpis[id].value;
  const seconds = (window.to - window.from) / 1000;
  const served = whole(value('requests-served'));
  const tokens = (id: KpiId): number | undefined => product(value(id), seconds);
  return {
    requests: requestsOf({
      served,
      failed: kpis['requests-failed'].problem === undefined ? whole(value('requests-failed')) : undefined,
      incomplete: whole(value('requests-cut-off')),
      promptTokens: tokens('prompt-tokens-per-second'),
      outputTokens: tokens('tokens-per-second'),
    }),
    latency: latenciesOf((id) => ({
      mean: histogramMean(latency[id]),
      percentile: (p) => kpis[`${id}-p${p}`].value,
    })),
    throughput: {
      input_token_rate: rate(value('prompt-tokens-per-second'), 'tokens/s'),
      output_token_rate: rate(value('tokens-per-second'), 'tokens/s'),
      request_rate: rate(value('requests-per-second'), 'queries/s'),
    },
  };
}

function byClient({
  totals,
  latency,
  instances,
  requestsPerSecond,
  tokensPerSecond,
  from,
  to,
}: ClientMeasurements): object {
  return {
    requests: requestsOf({
      served: totals.successful,
      failed: totals.errored,
      incomplete: totals.incomplete,
      outputTokens: product(tokensPerSecond, (to - from) / 1000),
    }),
    latency: latenciesOf((id) => {
      const points = instances.flatMap(({ benchmark }) => weightedPoints(benchmark, id));
      const weight = points.reduce((sum, point) => sum + point.weight, 0);
      return {
        mean: weight > 0 ? points.reduce((sum, point) => sum + point.value * point.weight, 0) / weight : undefined,
        percentile: (p) => latency[id]?.[p],
      };
    }),
    throughput: {
      output_token_rate: rate(tokensPerSecond, 'tokens/s'),
      request_rate: rate(requestsPerSecond, 'queries/s'),
    },
  };
}

interface Counted {
  served?: number;
  failed?: number;
  incomplete?: number;
  promptTokens?: number;
  outputTokens?: number;
}

/** @returns undefined where no request was counted: the schema asks for a total */
function requestsOf({ served, failed, incomplete, promptTokens, outputTokens }: Counted): object | undefined {
  const each = (tokens: number | undefined): Statistics | undefined =>
    tokens === undefined || !served ? undefined : { mean: tokens / served, units: 'count' };
  return served === undefined
    ? undefined
    : {
        total: served + (failed ?? 0) + (incomplete ?? 0),
        failures: failed,
        incomplete,
        input_length: each(promptTokens),
        output_length: each(outputTokens),
      };
}

interface Latency {
  mean?: number;
  percentile(p: (typeof LATENCY_PERCENTILES)[number]): number | undefined;
}

/** Seconds, of an ITL for each token; one without a mean has no observation. */
function latenciesOf(of: (id: LatencyId) => Latency): Record<string, Statistics> {
  return Object.fromEntries(
    CLIENT_LATENCIES.flatMap((id): Array<[string, Statistics]> => {
      const { mean, percentile } = of(id);
      const points = LATENCY_PERCENTILES.flatMap((p): Array<[string, number]> => {
        const value = percentile(p);
        return value === undefined ? [] : [[`p${p}`, value]];
      });
      return mean === undefined
        ? []
        : [[LATENCY_FIELDS[id], { units: id === 'itl' ? 's/token' : 's', mean, ...Object.fromEntries(points) }]];
    })
  );
}

function observability({ run, kpis }: RunAnalysis): object {
  const mean = kpis['replicas-mean'].value;
  return {
    replica_status:
      mean === undefined
        ? undefined
        : {
            namespace: run.workload.namespace,
            aggregate_ready_replicas: { units: 'count', mean, max: kpis['replicas-peak'].value },
          },
    wva_figures: Object.fromEntries(
      KPI_IDS.flatMap((id) => {
        const { value, error, problem } = kpis[id];
        return value === undefined ? [] : [[id, { value, unit: KPIS[id].unit, error, problem }]];
      })
    ),
  };
}

const whole = (value: number | undefined): number | undefined => (value === undefined ? undefined : Math.round(value));
const product = (a: number | undefined, b: number): number | undefined => (a === undefined ? undefined : a * b);
const rate = (mean: number | undefined, units: string): Statistics | undefined =>
  mean === undefined ? undefined : { units, mean };
