/** A real Prometheus over the simulated cluster: its scrape configuration and its process. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { startProgram } from './startProgram';

/** Labels that the scrape adds to every series; the backfilled history carries them too, so that series join up. */
export const TARGET = { job: 'simulated-cluster', instance: 'simulator' } as const;

const SCRAPE_SECONDS = 5;

/** @param target `host:port` of the simulator */
function scrapeConfiguration(target: string, scrapeSeconds = SCRAPE_SECONDS): string {
  return `global:
  scrape_interval: ${scrapeSeconds}s
  evaluation_interval: 15s
scrape_configs:
  - job_name: ${TARGET.job}
    # One exposition stands for many exporters: the labels that it writes are the ones that count.
    honor_labels: true
    static_configs:
      - targets: ['${target}']
        labels:
          instance: ${TARGET.instance}
`;
}

export interface PrometheusOptions {
  /** `host:port` of the simulator. */
  target: string;
  /** Directory of the configuration and, below it, of the data ({@link dataDirOf}); made when missing. */
  dir: string;
  /** Without it Prometheus takes a free one. */
  port?: number;
  scrapeSeconds?: number;
  /** Rule files to load, absolute paths. */
  ruleFiles?: string[];
  /** File to which Prometheus writes a line of JSON for each query, with its own statistics; absolute path. */
  queryLog?: string;
}

export interface RunningPrometheus {
  url: string;
  stop(): Promise<void>;
}

/** Where the data of a Prometheus in `dir` is; backfill into it before the start. */
export const dataDirOf = (dir: string): string => path.join(dir, 'data');

/** Starts Prometheus and waits until it answers. Throws with its last words when it ends before. */
export async function startSimulatedPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const { target, dir, port, scrapeSeconds, ruleFiles = [], queryLog } = options;
  await mkdir(dataDirOf(dir), { recursive: true });
  const file = path.join(dir, 'prometheus.yml');
  const rules = ruleFiles.length === 0 ? '' : `rule_files: ${JSON.stringify(ruleFiles)}\n`;
  const log = queryLog === undefined ? '' : `  query_log_file: ${JSON.stringify(queryLog)}\n`;
  await writeFile(
    file,
    scrapeConfiguration(target, scrapeSeconds).replace('scrape_configs:', `${log}scrape_configs:`) + rules
  );
  const { readyUrl, stop } = await startProgram({
    name: 'Prometheus',
    program: 'prometheus',
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${dataDirOf(dir)}`,
      '--storage.tsdb.retention.time=30d',
      `--web.listen-address=127.0.0.1:${port ?? 0}`,
      `--log.level=${port === undefined ? 'info' : 'warn'}`,
    ],
    readyUrl: port === undefined ? chosenAddress : `http://127.0.0.1:${port}${READY}`,
  });
  return { url: readyUrl.slice(0, -READY.length), stop };
}

const READY = '/-/ready';

/** Only its log says which port it took. */
function chosenAddress(log: string): string | undefined {
  const address = /msg="Listening on".*\baddress=(\S+)/.exec(log)?.[1];
  return address && `http://${address}${READY}`;
}
