/** Which of our metrics a data source holds, and for the others why not. */
import type { Sample } from './detection';
import { EMITTERS, isEmitted, METRICS, namesOf, type Metric, type MetricKey, type WvaVersion } from './metrics';
import { braces } from './selector';

/** One instant query for the names of all our metrics that have data: labelled `__name__`. For the configuration page. */
export function coverageProbe(): string {
  const names = (Object.keys(METRICS) as MetricKey[]).flatMap((key) =>
    namesOf(key).map((name) => sampleName(key, name))
  );
  return `count by (__name__) (${braces([{ label: '__name__', op: '=~', value: names.join('|') }])})`;
}

export interface Coverage {
  key: MetricKey;
  emitter: (typeof EMITTERS)[number]['id'];
  /** The name under which it was found. */
  found?: string;
  series: number;
  /** Why it may be missing; undefined when it was found. */
  why?: string;
}

/** Which of our metrics there are, from the answer to {@link coverageProbe}, and for the others why not. */
export function coverage(answer: readonly Sample[], version: WvaVersion | undefined): Coverage[] {
  const counts = new Map(answer.map(({ labels, value }) => [labels.__name__, value]));
  return EMITTERS.flatMap(({ id, metrics }) => {
    const keys = Object.keys(metrics) as MetricKey[];
    const rows = keys.map((key) => {
      const found = namesOf(key).find((name) => (counts.get(sampleName(key, name)) ?? 0) > 0);
      return { key, emitter: id, found, series: found ? (counts.get(sampleName(key, found)) ?? 0) : 0 };
    });
    const silent = rows.every((row) => row.found === undefined);
    return rows.map((row) => (row.found ? row : { ...row, why: whyMissing(METRICS[row.key], version, silent) }));
  });
}

function whyMissing(metric: Metric, version: WvaVersion | undefined, emitterSilent: boolean): string {
  if (version && !isEmitted(metric, version)) {
    return `WVA ${version} does not emit it; ${metric.since} and newer do.`;
  }
  if (emitterSilent) {
    return 'Nothing of this system is in the data source: it is not installed, or not scraped.';
  }
  return metric.type === 'counter'
    ? 'Not there, though others of this system are. A counter may appear with its first event.'
    : 'Not there, though others of this system are: another version, or a scrape that drops it.';
}

/** A histogram has no series of its own name. */
function sampleName(key: MetricKey, name: string): string {
  return METRICS[key].type === 'histogram' ? `${name}_count` : name;
}
