/**
 * Writes docs/metrics.md from src/queries/metrics.ts; with `--check` only says whether it is up to date.
 *
 *   node --import tsx scripts/metricsDoc.ts [--check]
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { INVENTORY } from '../src/queries/inventory';
import { DIALECTS } from '../src/queries/dialect';
import { EMITTERS, METRICS, namesOf, type Metric, type MetricKey, WVA_VERSIONS } from '../src/queries/metrics';

const FILE = path.resolve(__dirname, '..', 'docs', 'metrics.md');
const LIMITS = { kvCacheThreshold: 0.8, queueLengthThreshold: 5, kvSpareTrigger: 0.1, queueSpareTrigger: 3 };

/** The document's text. */
export function metricsDocument(): string {
  const users = queriesByMetric();
  const sections = EMITTERS.map(({ title, metrics }) => {
    const keys = Object.keys(metrics) as MetricKey[];
    const rows = keys.map((key) => row(key, users.get(key) ?? []));
    return [
      `## ${title}`,
      '',
      ...table(['metric', 'versions', 'type', 'unit', 'labels', 'meaning', 'read by'], rows),
      '',
    ].join('\n');
  });
  return [
    '# Metrics',
    '',
    'What this plugin reads. Generated from `src/queries/metrics.ts` by `node --import tsx scripts/metricsDoc.ts`; do not edit.',
    '',
    'A metric is asked for under each of its names; the first that has data counts, so two names at once never add up. Labels are those that the emitter writes; Prometheus adds those of the target.',
    '',
    'The versions are those in which a metric has its first name; each other name says who uses it. A dash: no version in use is known to lack it. WVA is known from 0.4 to 0.9.',
    '',
    ...dialects(),
    '',
    ...sections,
  ].join('\n');
}

function dialects(): string[] {
  const { openshift, plain } = DIALECTS;
  const rows = [
    ['namespace of the workload on `wva_*`', openshift.wvaNamespace, plain.wvaNamespace],
    ['namespace of the pod on a GPU', openshift.gpuNamespace, plain.gpuNamespace],
    ['pod on a GPU', openshift.gpuPod, plain.gpuPod],
    ['node of a GPU', '`Hostname` or `hostname`', '`Hostname` or `hostname`'],
  ].map(([what = '', ...labels]) => [what, ...labels.map((label) => (label.includes('`') ? label : `\`${label}\``))]);
  return [
    '## Labels that depend on the scrape',
    '',
    'Where the labels of the target win (OpenShift user-workload monitoring), those of the emitter become `exported_…`; with `honorLabels` they stay. Which of the two a data source has is found out by asking it (`src/queries/detection.ts`).',
    '',
    ...table(['what', 'openshift', 'plain'], rows),
  ];
}

function row(key: MetricKey, users: string[]): string[] {
  const metric: Metric = METRICS[key];
  const others = (metric.otherNames ?? []).map(({ name, usedBy }) => `<br>\`${name}\` (${usedBy})`).join('');
  return [
    `\`${metric.name}\`${others}`,
    versionsOf(metric),
    metric.type,
    metric.unit,
    metric.labels.map((label) => `\`${label}\``).join(' '),
    metric.meaning,
    users.join('<br>'),
  ];
}

/** Since and until which version of its emitter a metric has its current name. */
function versionsOf({ since, otherNames, versions = '–' }: Metric): string {
  const [first, second] = WVA_VERSIONS;
  const named = since === first ? otherNames && second : since;
  return named === undefined ? versions : `WVA ${named} on`;
}

/** Which query functions read a metric. */
function queriesByMetric(): Map<MetricKey, string[]> {
  const found = new Map<MetricKey, string[]>();
  for (const { name, make } of INVENTORY) {
    const text = make({ dialect: DIALECTS.plain, namespace: 'n', variant: 'v' }, LIMITS);
    const short = name.replace(/\(.*/, '');
    for (const key of Object.keys(METRICS) as MetricKey[]) {
      const known = found.get(key) ?? [];
      // A name may begin like another: what follows has to end it, or be a histogram's suffix.
      const reads = namesOf(key).some((metric) =>
        new RegExp(`(?<![\\w:])${metric}(?:_bucket|_count|_sum)?(?![\\w:])`).test(text)
      );
      if (reads && !known.includes(short)) {
        found.set(key, [...known, short]);
      }
    }
  }
  return found;
}

function table(head: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)];
}

/** Whether the committed document is what would be written now. */
export function isCurrent(): boolean {
  return existsSync(FILE) && readFileSync(FILE, 'utf8') === metricsDocument();
}

function main(): void {
  if (!process.argv.includes('--check')) {
    writeFileSync(FILE, metricsDocument());
  } else if (!isCurrent()) {
    process.stderr.write(
      'docs/metrics.md is not what src/queries/metrics.ts says: run node --import tsx scripts/metricsDoc.ts\n'
    );
    process.exitCode = 1;
  }
}

// As a program, not as a module of a test.
if (/metricsDoc\.[jt]s$/.test(process.argv[1] ?? '')) {
  main();
}
