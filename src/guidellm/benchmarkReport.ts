/**
 * llm-d's Benchmark Report (0.2, 0.2.1): what any harness measured in one stage of a load, as its client saw it. A file may
 * hold several stages as YAML documents.
 */
import { parseAllDocuments } from 'yaml';

import { t } from '../i18n/t';
import type { LatencyId } from '../domain/analysis/types';
import { UserError } from '../shared/errors';
import { BENCHMARK_REPORT_VERSION, LATENCY_FIELDS } from './benchmarkReportFields';
import { asObject, text } from './readRequest';
import type { ClientBenchmark, GuidellmReport, LatencySummary } from './report';
import { emptyColumns } from './requestStore';

const VERSIONS = ['0.2', BENCHMARK_REPORT_VERSION];

/** Whether a text can be one: they are YAML, and say their version. */
export function looksLikeBenchmarkReport(start: string): boolean {
  return /^\s*(#.*\n|---\s*\n|\s*\n)*(version|run|scenario|results)\s*:/.test(start);
}

/** @throws UserError that names what is missing or cannot be read */
export function readBenchmarkReport(content: string, fileName: string): GuidellmReport {
  const documents = parseAllDocuments(content, { uniqueKeys: false });
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken !== undefined) {
    throw refused(fileName, broken.message.split('\n')[0] ?? t('guidellm.error.no-yaml', 'It is not YAML.'));
  }
  const benchmarks = documents.map((document) => stageOf(asObject(document.toJS({ maxAliasCount: 100 })), fileName));
  const [first] = documents;
  const load = field(asObject(first?.toJS({ maxAliasCount: 100 })), 'scenario', 'load', 'standardized');
  return { fileName, version: text(asObject(load)?.tool_version), benchmarks, errorKinds: [] };
}

function stageOf(stage: Record<string, unknown> | undefined, fileName: string): ClientBenchmark {
  refuseOtherVersion(String(stage?.version ?? ''), fileName);
  const requests = asObject(field(stage, 'results', 'request_performance', 'aggregate', 'requests'));
  const total = amount(requests?.total);
  const failed = amount(requests?.failures) ?? 0;
  const incomplete = amount(requests?.incomplete) ?? 0;
  const from = Date.parse(String(field(stage, 'run', 'time', 'start')));
  const to = Date.parse(String(field(stage, 'run', 'time', 'end')));
  if (total === undefined || !(to > from)) {
    throw refused(
      fileName,
      total === undefined
        ? t('guidellm.error.results-requests-total', 'results…requests.total is missing.')
        : t('guidellm.error.run-time-has', 'run.time has no start and end.')
    );
  }
  const successful = Math.max(0, total - failed - incomplete);
  const meanOutput = amount(field(requests, 'output_length', 'mean'));
  return {
    id: text(field(stage, 'run', 'uid')),
    from,
    to,
    strategy: strategyOf(asObject(field(stage, 'scenario', 'load', 'standardized'))),
    totals: { successful, errored: failed, incomplete },
    outputTokens: meanOutput === undefined || successful === 0 ? undefined : meanOutput * successful,
    summaries: successful === 0 ? {} : summariesOf(stage, successful),
    requests: emptyColumns(),
  };
}

function refuseOtherVersion(version: string, fileName: string): void {
  if (!VERSIONS.includes(version)) {
    throw refused(
      fileName,
      version === ''
        ? t('guidellm.error.no-version', 'It has no version; {{versions}} can be read.', {
            versions: VERSIONS.join(', '),
          })
        : t('guidellm.error.other-version', 'Its version is {{version}}; {{versions}} can be read.', {
            version,
            versions: VERSIONS.join(', '),
          })
    );
  }
}

/** A latency that the report does not have is left out, never 0. */
function summariesOf(stage: Record<string, unknown> | undefined, count: number): ClientBenchmark['summaries'] {
  const latency = asObject(field(stage, 'results', 'request_performance', 'aggregate', 'latency'));
  return Object.fromEntries(
    (Object.entries(LATENCY_FIELDS) as Array<[LatencyId, string]>).flatMap(
      ([id, name]): Array<[LatencyId, LatencySummary]> => {
        const points = pointsOf(asObject(latency?.[name]));
        return points.length === 0 ? [] : [[id, { count, points }]];
      }
    )
  );
}

/** `p50`, `p99`, `p99p9` of a statistic, in seconds; `units` is `s`, `ms`, or one of these per token. */
function pointsOf(statistics: Record<string, unknown> | undefined): Array<readonly [number, number]> {
  const factor = /^ms\b/.test(text(statistics?.units) ?? 's') ? 0.001 : 1;
  return Object.entries(statistics ?? {})
    .flatMap(([key, given]): Array<readonly [number, number]> => {
      const [, whole, fraction = '0'] = /^p(\d{1,2})(?:p(\d+))?$/.exec(key) ?? [];
      const value = amount(given);
      return whole === undefined || value === undefined ? [] : [[Number(`${whole}.${fraction}`) / 100, value * factor]];
    })
    .sort(([a], [b]) => a - b);
}

function strategyOf(load: Record<string, unknown> | undefined): string | undefined {
  const rate = amount(load?.rate_qps);
  const parts = [text(load?.tool), rate === undefined ? undefined : `${rate} req/s`].filter(
    (part) => part !== undefined
  );
  return parts.length === 0 ? undefined : parts.join(', ');
}

function field(value: unknown, ...path: string[]): unknown {
  return path.reduce((at: unknown, key) => asObject(at)?.[key], value);
}

function amount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function refused(fileName: string, message: string): UserError {
  return new UserError({
    title: t('guidellm.error.no-benchmark-report', '{{fileName}} is not a benchmark report that can be read', {
      fileName,
    }),
    message,
    nextStep: t(
      'guidellm.error.drop-benchmark-report',
      'Drop a benchmark_report_v0.2….yaml of llm-d, or the benchmarks.json that GuideLLM wrote.'
    ),
  });
}
