/** What readiness asks Prometheus: one instant query, told apart by the labels `fact` and `of`, and its reading. */
import { gpuCount, gpusHeld } from './gpu';
import { M, namesOf } from './metrics';
import { series, tag } from './promql';
import { RECORDINGS, RULE_GROUPS } from './recordings';
import { braces, UNIFIED } from './selector';

/** How long scrapes are counted, s: ten of the slowest interval that is common. */
const COUNTED_SECONDS = 600;
/** Ages at which data is looked for, hours: an hour, just under a day and just over it, a week. */
const AGES_HOURS = [1, 23, 25, 168] as const;

/** One metric of each system that has as many samples as its target has scrapes; its names, the newest first. */
const SCRAPED = {
  wva: namesOf('wvaDesired'),
  vllm: [M.running],
  epp: namesOf('eppQueue'),
  dcgm: [M.gpuUtil],
  kube: [M.ready],
} as const satisfies Record<string, readonly string[]>;

/** Each name by itself: counted together, series that exist under both names would have the same labels. */
const mostScrapes = (names: readonly string[]): string =>
  names.map((name) => `max(count_over_time(${name}[${COUNTED_SECONDS}s]))`).join(' or ');

const scope = { dialect: UNIFIED };
const fact = (expr: string, name: string, of = ''): string => tag(tag(`max(${expr})`, 'fact', name), 'of', of);

/** What a Prometheus or a ruler that is scraped says of the groups it has loaded, by `file;group`. */
const ruleGroups = (names: string): string =>
  `count(${series('prometheus_rule_group_rules', [{ label: 'rule_group', op: '=~', value: `.+;${names}` }])})`;

/**
 * How long ago the recorder (`wva recorder`) had last done all that was due, s; nothing where none was at work within a day.
 */
export const recorderSilent = (): string => `time() - max(max_over_time(${M.recorderSucceeded}[1d]))`;

/** One instant query; at most fifteen series. */
export function readinessProbe(): string {
  const recorded = Object.values(RECORDINGS)
    .flat()
    .map(({ record }) => record);
  return [
    ...Object.entries(SCRAPED).map(([of, names]) => fact(mostScrapes(names), 'scrapes', of)),
    ...AGES_HOURS.map((hours) => fact(`count(${series(M.ready, [])} offset ${hours}h)`, 'history', String(hours))),
    fact(gpuCount(scope), 'gpus', 'all'),
    fact(gpusHeld(scope), 'gpus', 'held'),
    fact(`count(${braces([{ label: '__name__', op: '=~', value: recorded.join('|') }])})`, 'recorded'),
    ...Object.entries(RULE_GROUPS).map(([of, names]) => fact(ruleGroups(names), 'rule-groups', of)),
    fact(recorderSilent(), 'recorder'),
  ].join(' or ');
}

export interface ProbedReadiness {
  /** Mean seconds between two samples, by system; a system without a sample is left out. */
  scrapeSeconds: Partial<Record<keyof typeof SCRAPED, number>>;
  /** The greatest of the ages asked for at which there was data, hours; 0 without any. */
  historyHours: number;
  gpus?: { all: number; held: number };
  /** Series of this project's recording rules. */
  recordedSeries: number;
  /** Groups of this project's rules that are loaded; left out where no Prometheus that has any of them is scraped. */
  ruleGroups?: { all: number; alerts: number };
  /** How long ago the recorder had last done all that was due; undefined: none was at work within a day. */
  recorderSilentSeconds?: number;
}

/** Reads the answer to {@link readinessProbe}. */
export function readReadiness(
  answer: ReadonlyArray<{ labels: Readonly<Record<string, string>>; value: number }>
): ProbedReadiness {
  const value = (name: string, of = ''): number | undefined =>
    answer.find(({ labels, value: v }) => labels.fact === name && (labels.of ?? '') === of && Number.isFinite(v))
      ?.value;
  const scrapes = (Object.keys(SCRAPED) as Array<keyof typeof SCRAPED>).flatMap((system) => {
    const count = value('scrapes', system);
    return count === undefined || count <= 0 ? [] : [[system, COUNTED_SECONDS / count] as const];
  });
  const all = value('gpus', 'all');
  const groups = value('rule-groups', 'all');
  const silent = value('recorder');
  return {
    scrapeSeconds: Object.fromEntries(scrapes),
    historyHours: Math.max(0, ...AGES_HOURS.filter((hours) => (value('history', String(hours)) ?? 0) > 0)),
    recordedSeries: value('recorded') ?? 0,
    ...(all === undefined ? {} : { gpus: { all, held: value('gpus', 'held') ?? 0 } }),
    ...(groups === undefined ? {} : { ruleGroups: { all: groups, alerts: value('rule-groups', 'alerts') ?? 0 } }),
    ...(silent === undefined ? {} : { recorderSilentSeconds: silent }),
  };
}
