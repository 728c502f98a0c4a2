/** What Prometheus was asked, by the query log that it writes. */
import { readFileSync } from 'node:fs';

/** A line of the log, as far as it is read. */
interface LoggedQuery {
  /** Who asked, where a rule did. */
  ruleGroup?: object;
  stats: { samples: { totalQueryableSamples: number } };
}

/** How many queries the log has, less those of rules, and how many samples they read. */
export function readQueryLog(file: string): { queries: number; samples: number } {
  const logged = readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as LoggedQuery)
    .filter(({ ruleGroup }) => ruleGroup === undefined);
  return {
    queries: logged.length,
    samples: logged.reduce((sum, { stats }) => sum + stats.samples.totalQueryableSamples, 0),
  };
}
