/** What recording rules make of a past. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { parse, stringify } from 'yaml';

import { backfillRules } from './backfill';
import { dataDirOf, startSimulatedPrometheus, type PrometheusOptions } from './prometheus';

interface RuleFile {
  groups: Array<{ name: string; rules: Array<{ record: string; expr: string }> }>;
}

/**
 * Adds what recording rules would have recorded. A Prometheus that runs must not be there; one that starts afterwards has it
 * at once.
 *
 * promtool evaluates each rule over what Prometheus holds already, so rules that read what others record come after these, and
 * after a start that makes it seen.
 *
 * @param start seconds since the epoch, as `end`
 */
export async function recordPast(
  options: PrometheusOptions,
  ruleFile: string,
  { start, end }: { start: number; end: number }
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wva-past-rules-'));
  try {
    for (const [i, step] of inSteps(parse(await readFile(ruleFile, 'utf8')) as RuleFile).entries()) {
      const file = path.join(folder, `${i}.yaml`);
      await writeFile(file, stringify(step));
      const prometheus = await startSimulatedPrometheus(options);
      try {
        await backfillRules({ ruleFile: file, url: prometheus.url, dataDir: dataDirOf(options.dir), start, end });
      } finally {
        await prometheus.stop();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The rules of a file as files that can be evaluated one after the other: none reads what another of its own records.
 *
 * @throws Error where rules read each other in a circle
 */
export function inSteps(all: RuleFile): RuleFile[] {
  const steps: RuleFile[] = [];
  let { groups } = all;
  while (groups.length > 0) {
    const records = groups.flatMap(({ rules }) => rules.map(({ record }) => record));
    const waits = ({ record, expr }: { record: string; expr: string }) =>
      records.some((other) => other !== record && expr.includes(other));
    const of = (which: boolean) =>
      groups
        .map((group) => ({ ...group, rules: group.rules.filter((rule) => waits(rule) === which) }))
        .filter(({ rules }) => rules.length > 0);
    const now = of(false);
    if (now.length === 0) {
      throw new Error(`Rules that read each other in a circle: ${records.join(', ')}`);
    }
    steps.push({ groups: now });
    groups = of(true);
  }
  return steps;
}
