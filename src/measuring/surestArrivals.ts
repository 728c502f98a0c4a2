/** Who tells of the arrivals of a run. */
import type { TimeSeries } from '../domain/analysis/types';
import { ARRIVAL_SOURCES } from '../queries/arrivals';

/** Of the moments of which anybody tells, the share of which the router has to tell. */
const MOST = 0.9;

/**
 * One source for all of a run, the surer one that tells of nearly all of it: two that take turns would show steps that no
 * load has.
 *
 * @param arrived a series a source (label `source`)
 */
export function surestArrivals(arrived: TimeSeries[] | undefined): TimeSeries[] | undefined {
  const longest = Math.max(0, ...(arrived?.map(({ times }) => times.length) ?? []));
  const whole = arrived?.filter(({ times }) => times.length >= MOST * longest);
  const [first] = ARRIVAL_SOURCES.flatMap((source) => whole?.filter(({ labels }) => labels.source === source) ?? []);
  return first === undefined ? arrived : [first];
}
