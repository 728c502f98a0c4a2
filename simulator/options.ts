/** The simulator's command line. */
import { parseArgs } from 'node:util';

import { BREAK_CHOICES, breaksOf } from './kube/breaks';
import { LABEL_DIALECTS, type LabelDialect, type Ownership, OWNERSHIPS } from './metrics/dialect';
import { type PastName, PASTS } from './historyRuns';
import { type PaceName, PACES } from './world/pace';
import { type PresetName, PRESETS } from './world/presets';
import { INSTALLED_WVA, type InstalledWva } from './world/release';
import { type Analyzer, ANALYZERS } from './world/wva';

export interface SimulatorOptions {
  /** 0: any free port. */
  port: number;
  /** Address to listen on. */
  host: string;
  /** Simulated seconds a wall-clock second. Prometheus stamps samples with wall time: keep 1 where it scrapes. */
  speed: number;
  seed: number;
  preset: PresetName;
  labels: LabelDialect;
  wvaVersion: InstalledWva;
  /** How WVA analyses; undefined: as its version does by default. */
  analyzer?: Analyzer;
  /** What says whose a pod is; undefined: what goes with the labels. */
  ownership?: Ownership;
  frozenLeader?: boolean;
  silentAborts?: boolean;
  /** HPAs that somebody made without KEDA. */
  plainHpas?: boolean;
  /** Beginnings of the names of metrics that nobody exposes. */
  unexposed?: readonly string[];
  /** Prometheus replicas that scrape the history, each at moments of its own. */
  prometheusReplicas: number;
  /** Seconds between two scrapes of the history. */
  scrapeSeconds?: number;
  /** Pace of the live cluster; history is always at the lab's. */
  pace: PaceName;
  /** Seconds of history to simulate before now; 0: none. */
  historySeconds: number;
  /** The runs of the history. */
  past?: PastName;
  /** Where to write the history's samples as OpenMetrics text; undefined: nowhere. */
  historyFile?: string;
  /** Finished runs that the Kubernetes API has beside those of the history, for long lists. */
  seedRuns: number;
  /** What of the cluster is broken from the beginning (`kube/breaks.ts`). */
  broken: readonly string[];
}

export const DEFAULT_OPTIONS: SimulatorOptions = {
  port: 9400,
  host: '127.0.0.1',
  speed: 1,
  seed: 1,
  preset: 'lab',
  labels: 'openshift',
  wvaVersion: '0.5',
  pace: 'lab',
  frozenLeader: false,
  silentAborts: false,
  prometheusReplicas: 1,
  historySeconds: 0,
  seedRuns: 0,
  broken: [],
};

export const USAGE = `npm run simulator -- [options]

  --port 9400            where to serve /metrics, /healthz and the Kubernetes API
  --host 127.0.0.1       address to listen on
  --speed 1              simulated seconds a second
  --seed 1               same seed, same cluster
  --preset lab           ${PRESETS.join(' | ')}
  --labels openshift     ${LABEL_DIALECTS.join(' | ')}
  --wva-version 0.5      ${INSTALLED_WVA.join(' | ')}
  --analyzer v1          ${ANALYZERS.join(' | ')} (default v2 with 0.9)
  --ownership rule       ${OWNERSHIPS.join(' | ')}: what says whose a pod is
  --frozen-leader        an old controller pod goes on exposing numbers that no longer change
  --silent-aborts        requests that are broken off are in no counter
  --plain-hpas           HPAs that somebody made without KEDA
  --unexposed LIST       metrics that nobody exposes, by the beginnings of their names, separated by commas
  --pace lab             ${Object.keys(PACES).join(' | ')}: time constants of the live cluster
  --history 4h           simulate this long before now (default 4h with --history-file, else none)
  --past evaluation      ${PASTS.join(' | ')}: the runs of the history
  --scrape 15s           time between two scrapes of the history
  --prometheus-replicas 1  Prometheus replicas of the history, each scraping at moments of its own
  --history-file FILE    write the history as OpenMetrics text for promtool
  --seed-runs 0          finished runs to make up for long lists
  --break LIST           what is broken, separated by commas: ${BREAK_CHOICES.join(' | ')}

npm run simulator -- truth --help: the figures of one run, as the world itself knows them
`;

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3600 };

/** Seconds of `90s`, `30m`, `4h` or a plain number of seconds. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)([smh]?)$/.exec(text);
  if (!match) {
    throw new Error(`"${text}" is not a duration: write it like 30m or 4h`);
  }
  return Number(match[1]) * (UNITS[match[2] || 's'] ?? 1);
}

/** Reads the command line; throws an Error that names the option which is wrong. */
export function parseOptions(args: string[]): SimulatorOptions {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      port: text,
      host: text,
      speed: text,
      seed: text,
      preset: text,
      labels: text,
      'wva-version': text,
      analyzer: text,
      ownership: text,
      'frozen-leader': { type: 'boolean' },
      'silent-aborts': { type: 'boolean' },
      'plain-hpas': { type: 'boolean' },
      unexposed: text,
      past: text,
      scrape: text,
      'prometheus-replicas': text,
      pace: text,
      history: text,
      'history-file': text,
      'seed-runs': text,
      break: text,
    },
  });
  const d = DEFAULT_OPTIONS;
  const historyFile = values['history-file'];
  const history = values.history ?? (historyFile === undefined ? '0' : '4h');
  return {
    port: numeric('port', values.port, d.port),
    host: values.host ?? d.host,
    speed: numeric('speed', values.speed, d.speed),
    seed: numeric('seed', values.seed, d.seed),
    preset: oneOf('preset', values.preset, PRESETS, d.preset),
    labels: oneOf('labels', values.labels, LABEL_DIALECTS, d.labels),
    wvaVersion: oneOf('wva-version', values['wva-version'], INSTALLED_WVA, d.wvaVersion),
    ...optional('analyzer', values.analyzer && oneOf('analyzer', values.analyzer, ANALYZERS, 'v1')),
    ...optional('ownership', values.ownership && oneOf('ownership', values.ownership, OWNERSHIPS, 'rule')),
    ...optional('scrapeSeconds', values.scrape && parseDuration(values.scrape)),
    frozenLeader: values['frozen-leader'] ?? false,
    silentAborts: values['silent-aborts'] ?? false,
    ...optional('plainHpas', values['plain-hpas']),
    ...optional('unexposed', values.unexposed?.split(',')),
    ...optional('past', values.past && oneOf('past', values.past, PASTS, 'evaluation')),
    prometheusReplicas: numeric('prometheus-replicas', values['prometheus-replicas'], d.prometheusReplicas),
    pace: oneOf('pace', values.pace, Object.keys(PACES) as PaceName[], d.pace),
    historySeconds: parseDuration(history),
    ...(historyFile === undefined ? {} : { historyFile }),
    seedRuns: numeric('seed-runs', values['seed-runs'], d.seedRuns),
    broken: brokenOf(values.break),
  };
}

function brokenOf(text: string | undefined): string[] {
  const names = text === undefined ? [] : text.split(',').map((name) => name.trim());
  if (!breaksOf(names)) {
    throw new Error(`--break must be a list of ${BREAK_CHOICES.join(', ')}, not "${text}"`);
  }
  return names;
}

const optional = <K extends string, V>(key: K, value: V | '' | 0 | undefined): Partial<Record<K, V>> =>
  value ? ({ [key]: value } as Record<K, V>) : {};

function numeric(name: string, text: string | undefined, otherwise: number): number {
  const value = text === undefined ? otherwise : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new Error(`--${name} must be a number of at least 0, not "${text}"`);
  }
  return value;
}

function oneOf<T extends string>(name: string, text: string | undefined, choices: readonly T[], otherwise: T): T {
  const found = text === undefined ? otherwise : choices.find((choice) => choice === text);
  if (found === undefined) {
    throw new Error(`--${name} must be one of ${choices.join(', ')}, not "${text}"`);
  }
  return found;
}
