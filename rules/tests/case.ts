/** What promtool is asked: cases of alerts and of recorded series, and their files. */
import { stringify } from 'yaml';

import { ALERTS_FILE, anchorOf, DEFAULTS, RECORDING_FILE } from '../files';
import type { Severity } from '../rule';
import { INTERVAL_SECONDS, type InputSeries, type Scrape } from './world';

export interface ExpectedAlert {
  severity: Severity;
  labels: Record<string, string>;
  /** The texts as they reach somebody, their templates expanded. */
  summary: string;
  description: string;
  dashboard: string;
}

export interface AlertCase {
  alert: string;
  /** What happens, and what of it. */
  says: string;
  series: (scrape: Scrape) => InputSeries[];
  /** When it is looked at, a duration from the start. */
  at: string;
  /** Alerts that fire then; without them it is a quiet case. */
  firing?: ExpectedAlert[];
  /** How the series are scraped. Without it a firing case is tried in each dialect, under old names and new. */
  scrapes?: Scrape[];
}

export interface RecordingCase {
  says: string;
  series: (scrape: Scrape) => InputSeries[];
  at: string;
  /** Samples by the name of their series; an empty list where there is none. */
  samples: Record<string, Array<{ labels: Record<string, string>; value: number }>>;
  scrapes?: Scrape[];
}

export const SCRAPES: Scrape[] = [
  { labels: 'openshift', wvaVersion: '0.5' },
  { labels: 'plain', wvaVersion: '0.4' },
  { labels: 'plain', wvaVersion: '0.9' },
];
/** For what WVA emits since 0.8. */
export const SCRAPES_0_9: Scrape[] = [
  { labels: 'openshift', wvaVersion: '0.9' },
  { labels: 'plain', wvaVersion: '0.9' },
];

const nameOf = (says: string, { labels, wvaVersion }: Scrape): string =>
  `${says} (${labels} labels, WVA ${wvaVersion})`;

const scrapesOf = ({ scrapes, firing }: AlertCase): Scrape[] => scrapes ?? (firing ? SCRAPES : SCRAPES.slice(0, 1));

/** The cases of one alert as a file for `promtool test rules`. */
export function alertFile(cases: readonly AlertCase[], groups: string[]): string {
  return file(
    groups,
    cases.flatMap((one) =>
      scrapesOf(one).map((scrape) => ({
        name: nameOf(one.says, scrape),
        interval: `${INTERVAL_SECONDS}s`,
        input_series: one.series(scrape),
        alert_rule_test: [
          {
            eval_time: one.at,
            alertname: one.alert,
            exp_alerts: (one.firing ?? []).map((e) => expected(one.alert, e)),
          },
        ],
      }))
    )
  );
}

function expected(alert: string, { severity, labels, summary, description, dashboard }: ExpectedAlert) {
  return {
    exp_labels: { ...labels, severity, app: 'llmd-wva' },
    exp_annotations: {
      summary,
      description,
      runbook_url: `${DEFAULTS.runbooks}#${anchorOf(alert)}`,
      dashboard_url: dashboard,
    },
  };
}

/** The cases of recorded series as a file for `promtool test rules`. */
export function recordingFile(cases: readonly RecordingCase[], groups: string[]): string {
  return file(
    groups,
    cases.flatMap((one) =>
      (one.scrapes ?? SCRAPES).map((scrape) => ({
        name: nameOf(one.says, scrape),
        interval: `${INTERVAL_SECONDS}s`,
        input_series: one.series(scrape),
        promql_expr_test: Object.entries(one.samples).map(([record, samples]) => {
          const { expr, name } = asked(record);
          return {
            expr,
            eval_time: one.at,
            exp_samples: samples.map(({ labels, value }) => ({ labels: seriesText(name, labels), value })),
          };
        }),
      }))
    )
  );
}

/** A power of two, so that rounding to it is exact. */
export const FINE = 1 / 1024;

/**
 * Prometheus 2 and 3 take other samples for one range (3 leaves out the one at its beginning), so their rates of a steady
 * counter differ in the last digits. What is rounded has no name.
 */
function asked(record: string): { expr: string; name: string } {
  return /:rate\w*$/.test(record) ? { expr: `round(${record}, ${FINE})`, name: '' } : { expr: record, name: record };
}

function seriesText(name: string, labels: Record<string, string>): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 && name !== '' ? name : `${name}{${pairs.join(', ')}}`;
}

function file(groups: string[], tests: object[]): string {
  const content = {
    rule_files: [RECORDING_FILE, ALERTS_FILE].map((name) => `../../${name}`),
    // Half as often as in a cluster: twice as fast, and no case is that close.
    evaluation_interval: '1m',
    // Alerts read what was recorded a moment before.
    group_eval_order: groups,
    tests,
  };
  const yaml = stringify(content, { lineWidth: 120, aliasDuplicateObjects: false });
  return `# Generated from rules/tests/ by \`npm run rules\`; do not edit.\n${yaml}`;
}
