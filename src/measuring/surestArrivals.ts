/** Which source the arrivals of a run are taken from. */
import type { TimeSeries } from '../domain/analysis/types';
import { ARRIVAL_SOURCES } from '../queries/arrivals';

/** The share of the moments that any source covers which the surest one has to cover. */
const MOST = 0.9;

/**
 * One source for the whole run, the surest that covers nearly all of it: two that alternate would show steps that the load
 * does not have.
 *
 * @param arrived one series of each source (label `source`)
 */
export function surestArrivals(arrived: TimeSeries[] | undefined): TimeSeries[] | undefined {
  const longest = Math.max(0, ...(arrived?.map(({ times }) => times.length) ?? []));
  const whole = arrived?.filter(({ times }) => times.length >= MOST * longest);
  const [first] = ARRIVAL_SOURCES.flatMap((source) => whole?.filter(({ labels }) => labels.source === source) ?? []);
  return first === undefined ? arrived : [first];
}
