/** Puts a history file into Prometheus' storage, and what recording rules make of it, with promtool. */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

export interface BackfillOptions {
  /** OpenMetrics text, as the simulator writes it. */
  historyFile: string;
  /** Prometheus' `--storage.tsdb.path`; made when missing. Prometheus must not run yet, or finds the blocks within a minute. */
  dataDir: string;
}

/** Runs `promtool tsdb create-blocks-from openmetrics`; throws with promtool's own words. */
export async function backfill({ historyFile, dataDir }: BackfillOptions): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  // promtool reads the whole file once a block: one long block is several times faster than one every two hours.
  const args = [
    'tsdb',
    'create-blocks-from',
    '--max-block-duration=24h',
    '--quiet',
    'openmetrics',
    historyFile,
    dataDir,
  ];
  await promtool(args, historyFile);
}

export interface RuleBackfillOptions {
  /** Recording rules; each is evaluated over what Prometheus holds, not over what another of them records now. */
  ruleFile: string;
  /** A running Prometheus that has the raw series. It sees what is added within a minute, or when it starts again. */
  url: string;
  /** Its `--storage.tsdb.path`. */
  dataDir: string;
  /** Seconds since the epoch. */
  start: number;
  end: number;
}

/** Runs `promtool tsdb create-blocks-from rules`, at the rules' own intervals; throws with promtool's own words. */
export async function backfillRules({ ruleFile, url, dataDir, start, end }: RuleBackfillOptions): Promise<void> {
  const range = [`--start=${Math.ceil(start)}`, `--end=${Math.floor(end)}`];
  const args = ['tsdb', 'create-blocks-from', '--quiet', 'rules', `--url=${url}`, ...range, `--output-dir=${dataDir}`];
  await promtool([...args, ruleFile], ruleFile);
}

async function promtool(args: string[], what: string): Promise<void> {
  try {
    await promisify(execFile)('promtool', args, { maxBuffer: 1 << 24 });
  } catch (error) {
    throw new Error(`promtool could not backfill ${what}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
