/** Puts a history file into Prometheus' storage, with promtool. */
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
  try {
    await promisify(execFile)('promtool', args, { maxBuffer: 1 << 24 });
  } catch (error) {
    throw new Error(`promtool could not backfill ${historyFile}: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
