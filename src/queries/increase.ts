/** What counters of vLLM counted within a span that ends at the moment of an instant query. */
import { SERVER } from './ownership';
import { aggregate, series } from './promql';
import type { Matcher } from './selector';

export interface CountedSpan {
  seconds: number;
  /** Between two looks at a counter; every scrape is seen where it is the scrapes' own. */
  scrapeSeconds: number;
}

/**
 * What a counter of each server counted within the span. Before anything is counted, the series of a server become one:
 * of two scrapes of a counter the higher is the later, and a label that changes in the middle is no new counter.
 */
export function increaseOf(
  name: string,
  matchers: Matcher[],
  { seconds, scrapeSeconds }: CountedSpan,
  more: string[] = []
): string {
  const once = aggregate('max', [...SERVER, ...more], series(name, matchers));
  return `increase((${once})[${seconds}s:${scrapeSeconds}s])`;
}
