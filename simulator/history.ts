/** The past of the simulated cluster: three finished runs before now, and their samples on disk. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';

import { expose } from './metrics/exposition';
import type { ExpositionOptions } from './metrics/dialect';
import { HistorySink, labelText } from './metrics/sink';
import { TARGET } from './prometheus';
import type { World } from './world/world';

/** Starts the runs of the history, one after the other. */
export interface RunScript {
  /** Called once a simulated second; starts the next run when it is time. */
  tick(now: number): void;
  /** Whether nothing is left to come: the history ends before its time. */
  isOver?(): boolean;
}

export interface HistoryOptions extends ExpositionOptions {
  /** Epoch ms at which the history ends. */
  until: number;
  /** Seconds between two samples. */
  sampleSeconds: number;
  /** Undefined: time passes and nothing is written. */
  file?: string;
  script?: RunScript;
  /** Prometheus replicas that scrape, each at moments of its own; default 1, without a label. */
  replicas?: number;
}

/** The label by which Prometheus replicas differ, and the seconds between the scrapes of two of them. */
const REPLICA_LABEL = 'prometheus_replica';
const REPLICA_OFFSET_SECONDS = 7;

/** Where each replica of Prometheus writes, and when. */
function scrapers(replicas: number) {
  return Array.from({ length: replicas }, (_, i) => ({
    offset: i * REPLICA_OFFSET_SECONDS,
    sink: new HistorySink(labelText(replicas === 1 ? TARGET : { ...TARGET, [REPLICA_LABEL]: `prometheus-${i}` })),
  }));
}

/** Lets the world live until a time, and writes its samples as OpenMetrics text with times. Returns the samples written. */
export async function simulateHistory(world: World, options: HistoryOptions): Promise<number> {
  const { until, sampleSeconds, file, script, replicas = 1 } = options;
  const out = file === undefined ? undefined : createWriteStream(file);
  const scraping = scrapers(replicas);
  while (world.now() + 1000 <= until && !script?.isOver?.()) {
    world.step();
    script?.tick(world.now());
    const seconds = world.now() / 1000;
    for (const { sink, offset } of scraping) {
      if (out && (seconds - offset) % sampleSeconds === 0) {
        sink.write(seconds, (to) => {
          expose(to, world, options);
          to.family('up', 'gauge', 'Whether the scrape went well.');
          to.sample('up', '', 1);
        });
        await write(out, sink.take());
      }
    }
  }
  if (out) {
    out.end('# EOF\n');
    await once(out, 'finish');
  }
  return scraping.reduce((sum, { sink }) => sum + sink.count, 0);
}

/** Writes and waits for the disk when it has fallen behind. */
async function write(out: WriteStream, text: string): Promise<void> {
  if (!out.write(text)) {
    await once(out, 'drain');
  }
}
