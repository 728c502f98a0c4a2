/** `wva report`: records or runs as a table for an issue, as a page that stands alone, or as data. */
import { formatGate, LAB_GATES } from '../../src/domain/comparison/gates';
import { runId } from '../../src/domain/run';
import { writeCsv } from '../../src/export/csv';
import { exportDocument } from '../../src/export/exportDocument';
import { benchmarkReportText } from '../../src/export/benchmarkReportFile';
import { publishedGroups, type Grouping } from '../../src/export/fieldColumns';
import { htmlReport } from '../../src/export/htmlReport';
import { writeJson } from '../../src/export/json';
import { publishMarkdown } from '../../src/export/publishMarkdown';
import { kpiTable } from '../../src/export/tables';
import type { Courses, RunCourse } from '../../src/export/toldRuns';
import { ANALYSIS_OPTIONS, foundRuns, type FoundRun } from '../analyses';
import { clientsIn } from '../clientFiles';
import type { Command, Given, Io } from '../command';
import { courseOrWhy } from '../course';
import { writeWhole } from '../files';
import { gatesFrom } from '../gatesFile';
import { kubeAccessOf } from '../kube/access';
import { kubeClient } from '../kube/kubeClient';
import { prometheusOf } from '../prometheusOptions';
import { EXIT, UsageError } from '../usage';
import { VERSION } from '../version';

type Writer = (found: readonly FoundRun[], given: Given, io: Io) => string | Promise<string>;

const analysesIn = (found: readonly FoundRun[]) => found.map(({ analysis }) => analysis);

const FORMATS = {
  markdown,
  html: async (found, given, io) =>
    htmlReport(analysesIn(found), {
      grouping: groupingOf(found, given),
      courses: await coursesOf(found, given, io),
      clientOf: await clientsIn(given.many('client')),
    }),
  csv: (found) => writeCsv(kpiTable(analysesIn(found))),
  json: async (found, given, io) =>
    writeJson(
      exportDocument(analysesIn(found), {
        link: '',
        pluginVersion: VERSION,
        now: io.now(),
        clientOf: await clientsIn(given.many('client')),
      })
    ),
  'benchmark-report': (found) => benchmarkReportText(analysesIn(found)),
} as const satisfies Record<string, Writer>;
type Format = keyof typeof FORMATS;

/** Options that not every format can follow, and which do. */
const ONLY_FOR: Readonly<Record<string, readonly Format[]>> = {
  'group-by': ['markdown', 'html'],
  'all-figures': ['markdown'],
  decisions: ['markdown', 'html'],
  baseline: ['markdown'],
  gates: ['markdown'],
  link: ['markdown'],
  client: ['markdown', 'html', 'json'],
};

export const report: Command = {
  usage: `(RECORD | NS/NAME)… --format ${Object.keys(FORMATS).join('|')} [--out FILE]`,
  about: 'Prints records or runs as the table that is published, as a page that stands alone, or as data.',
  details: [
    'A name that is no file, NS/NAME, is a run of the cluster: it is measured now, which takes --prometheus.',
    'Several are columns side by side. Repeats, runs of one experiment in the same mode with the same replicas and load,',
    'have their mean and its spread beside them; --group-by makes groups of another kind.',
    `With --baseline the gates stand below: those of --gates, else ${LAB_GATES.map(formatGate).join(' ')}`,
  ],
  options: {
    ...ANALYSIS_OPTIONS,
    format: { value: 'FORMAT', about: `${Object.keys(FORMATS).join(', ')}; markdown by default` },
    'group-by': {
      value: 'PARAM',
      about:
        'a group for each value of a param, of a field of one (scaled-object.spec.maxReplicaCount), or of experiment, mode, replicas, variant; none: no groups',
    },
    'all-figures': { about: 'markdown: every figure below the rows that are published' },
    decisions: {
      about:
        'markdown, html: also what happened in runs that are measured now, with two queries more of each; of records always',
    },
    'autoscaler-namespace': { value: 'NS', about: 'with --decisions: namespace of WVA, whose thresholds hold' },
    baseline: { value: 'NAME', about: 'markdown: name of the run, NAME or NS/NAME, that the others are held against' },
    gates: { value: 'FILE', about: 'markdown: gates, one a line; # begins a comment' },
    link: { value: 'URL', about: 'markdown: a page to link to, such as the comparison in Grafana' },
    client: {
      value: 'FILE',
      about:
        "markdown, html, json: a report of the load generator, GuideLLM's or a Benchmark Report: its rows, and failures by kind",
      many: true,
    },
    out: { value: 'FILE', about: 'writes to a file instead of standard output' },
  },
  takesWords: true,
  run: async (given, io) => {
    const format = given.text('format') ?? 'markdown';
    if (!isFormat(format)) {
      throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(', ')}`);
    }
    if (given.words.length === 0) {
      throw new UsageError('no record is named');
    }
    refuseUnused(given, format);
    const write: Writer = FORMATS[format];
    const text = await write(await foundRuns(given.words, given, io), given, io);
    const out = given.text('out');
    if (out === undefined) {
      io.out(text);
    } else {
      writeWhole(out, text);
    }
    return EXIT.done;
  },
};

/** @throws UsageError for an option that would change nothing */
function refuseUnused(given: Given, format: Format): void {
  const unused = Object.entries(ONLY_FOR).find(
    ([name, formats]) =>
      !formats.includes(format) && (given.isOn(name) || given.text(name) !== undefined || given.many(name).length > 0)
  );
  if (unused !== undefined) {
    throw new UsageError(`--${unused[0]} is for --format ${unused[1].join(' or ')}`);
  }
  if (given.text('gates') !== undefined && given.text('baseline') === undefined) {
    throw new UsageError('--gates takes --baseline: the run that the others are held against');
  }
  if (given.text('autoscaler-namespace') !== undefined && !given.isOn('decisions')) {
    throw new UsageError('--autoscaler-namespace takes --decisions');
  }
}

/** @throws UsageError where the baseline is none of the runs, no run has what they are grouped by, or the gates are none */
async function markdown(found: readonly FoundRun[], given: Given, io: Io): Promise<string> {
  const gatesFile = given.text('gates');
  const baseline = baselineOf(found, given);
  return publishMarkdown(analysesIn(found), {
    figures: given.isOn('all-figures') ? 'all' : 'short',
    grouping: groupingOf(found, given),
    ...(baseline === undefined ? {} : { baseline, gates: gatesFile === undefined ? LAB_GATES : gatesFrom(gatesFile) }),
    versions: versionsOf(found),
    link: given.text('link'),
    clientOf: await clientsIn(given.many('client')),
    courses: await coursesOf(found, given, io),
  });
}

/** What happened in runs that were measured now, where it is asked for; one that cannot be told is no reason for no report. */
async function coursesOf(found: readonly FoundRun[], given: Given, io: Io): Promise<Courses> {
  const courses = new Map<string, RunCourse>();
  const live = given.isOn('decisions') ? found.flatMap(({ measured }) => measured ?? []) : [];
  const cluster = live.length > 0 ? kubeClient(kubeAccessOf(given, io)) : undefined;
  for (const result of live) {
    const { ask } = prometheusOf(given, io.env);
    const sources = { ask, cluster, autoscalerNamespace: given.text('autoscaler-namespace'), signal: io.signal };
    courses.set(runId(result.analysis.run), await courseOrWhy(result, sources));
  }
  return courses;
}

function versionsOf(found: readonly FoundRun[]): Array<[string, string]> {
  const wva = [...new Set(found.flatMap(({ wvaVersion }) => wvaVersion ?? []))];
  return [...wva.map((version): [string, string] => ['WVA', version]), ['wva', VERSION]];
}

function baselineOf(found: readonly FoundRun[], given: Given): string | undefined {
  const name = given.text('baseline');
  const run = found.find(({ analysis }) => name === runId(analysis.run) || name === analysis.run.name)?.analysis.run;
  if (name !== undefined && run === undefined) {
    throw new UsageError(`--baseline ${JSON.stringify(name)} is none of the runs: ${namesOf(found)}`);
  }
  return run && runId(run);
}

const namesOf = (found: readonly FoundRun[]): string => found.map(({ analysis }) => analysis.run.name).join(', ');

function groupingOf(found: readonly FoundRun[], given: Given): Grouping {
  const name = given.text('group-by');
  if (name === undefined || name === 'none') {
    return { kind: name === undefined ? 'repeats' : 'none' };
  }
  const grouping: Grouping = { kind: 'by', name };
  const [first, ...others] = publishedGroups(analysesIn(found), grouping);
  if (first?.value === undefined && others.length === 0) {
    throw new UsageError(`--group-by ${JSON.stringify(name)}: no run has a param of that name`);
  }
  return grouping;
}

function isFormat(text: string): text is Format {
  return Object.hasOwn(FORMATS, text);
}
