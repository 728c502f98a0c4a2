/**
 * `npm run bench [SECTION …]`: what is promised about size and speed, measured; all of it without a name. The sections are
 * sizes, pages, dashboards, rules, runs, records, recorder, logs, start, analysis, decisions, guidellm, simulator. Each figure with a budget shows
 * its ratio to it. Times depend on the machine: compare runs on the same one.
 */
import path from 'node:path';

import { buildPlugin } from '../scripts/stack';
import { measureAnalysis } from './runAnalysis';
import { measureCompare } from './compare';
import { measureDashboards } from './dashboards';
import { measureDecisions } from './decisions';
import { measureGuidellm } from './guidellm';
import { measureLogs } from './logs';
import { measurePages } from './overview';
import { formatMeasures, type Measure } from './report';
import { measureRecorder } from './recorder';
import { measureRules } from './rules';
import { measureRecords } from './records';
import { measureRuns } from './runs';
import { measureSimulator } from './simulator';
import { measureSizes } from './sizes';
import { measureStart } from './start';

const SECTIONS: Record<string, { title: string; measure: () => Promise<Measure[]> }> = {
  sizes: { title: 'Bundles', measure: async () => measureSizes(path.resolve('dist')) },
  pages: {
    title: 'One load of a page, asked of Prometheus',
    measure: async () => [
      ...(await measurePages('lab', 12, 3 * 3600)),
      ...(await measurePages('lab', 12, 3 * 3600, true)),
      ...(await measurePages('large', 1200, 600)),
    ],
  },
  dashboards: {
    title: 'One load of a dashboard, asked of Prometheus',
    measure: async () => [
      ...(await measureDashboards('lab', 12, 3600)),
      ...(await measureDashboards('large', 1200, 600)),
    ],
  },
  rules: {
    title: 'Views of a whole fleet, with and without the recording rules',
    measure: async () => [...(await measureRules('lab', 12, 3600)), ...(await measureRules('large', 1200, 3600))],
  },
  runs: { title: 'The list of runs', measure: async () => [...(await measureRuns(100)), ...(await measureRuns(5000))] },
  records: {
    title: 'Lists of records',
    measure: async () => [...(await measureRecords(100)), ...(await measureRecords(5000))],
  },
  recorder: { title: 'The recorder with 5,000 runs to catch up with', measure: () => measureRecorder(5000) },
  logs: { title: 'A log of 100 MB', measure: async () => measureLogs() },
  start: { title: 'A start', measure: measureStart },
  compare: { title: 'A comparison in the browser', measure: measureCompare },
  analysis: { title: 'A comparison of runs of an hour, asked of Prometheus', measure: measureAnalysis },
  decisions: { title: 'Decisions of a run, asked of Prometheus and computed', measure: measureDecisions },
  guidellm: { title: 'A large GuideLLM report, and the export of twelve runs', measure: measureGuidellm },
  simulator: {
    title: 'The simulated cluster',
    measure: async () => [...measureSimulator('lab'), ...measureSimulator('large')],
  },
};

async function main(asked: string[]): Promise<void> {
  const unknown = asked.filter((name) => !(name in SECTIONS));
  if (unknown.length > 0) {
    throw new Error(`No section ${unknown.join(', ')}; there are ${Object.keys(SECTIONS).join(', ')}.`);
  }
  await buildPlugin((line) => console.log(line));
  let over = 0;
  for (const name of asked.length > 0 ? asked : Object.keys(SECTIONS)) {
    const { title, measure } = SECTIONS[name]!;
    const measures = await measure();
    over += measures.filter(({ value, budget }) => budget !== undefined && value > budget).length;
    console.log(`\n${formatMeasures(title, measures)}`);
  }
  console.log(over === 0 ? '\nEvery budget holds.' : `\n${over} over budget.`);
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
);
