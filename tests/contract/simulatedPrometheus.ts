/** A real Prometheus that holds the past of a simulated cluster, or series written by hand. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { backfill } from '../../simulator/backfill';
import { simulateHistory } from '../../simulator/history';
import type { ExpositionOptions } from '../../simulator/metrics/dialect';
import { recordPast } from '../../simulator/pastRules';
import { dataDirOf, startSimulatedPrometheus } from '../../simulator/prometheus';
import { LAB_NAMESPACE, LAB_VARIANT, wvaScaler } from '../../simulator/world/presets';
import { World } from '../../simulator/world/world';

export interface FilledPrometheus {
  url: string;
  /** Seconds since the epoch between which the history lies. */
  start: number;
  end: number;
  stop(): Promise<void>;
}

export interface Rules {
  /** Recording rules over the whole past. */
  past?: string;
  /** Rule files that are evaluated from now on. */
  live?: string[];
}

/** Nobody answers there: the history is all that this Prometheus knows. */
const NO_TARGET = '127.0.0.1:9';

/**
 * The lab's cluster under a load that saturates one replica, with KEDA's scaler at work: a scale-up is in it.
 *
 * @param seconds length of the past
 */
export async function labPrometheus(
  seconds: number,
  exposition: ExpositionOptions,
  rules: Rules = {}
): Promise<FilledPrometheus> {
  return fill(seconds, rules, async (file, start, end) => {
    const world = new World({
      seed: 7,
      preset: 'lab',
      pace: 'lab',
      speed: 1,
      wva: exposition.wvaVersion,
      startAt: start * 1000,
    });
    const target = { namespace: LAB_NAMESPACE, name: LAB_VARIANT };
    world.applyScaler(target, wvaScaler({ minReplicas: 1, maxReplicas: 12 }));
    let loaded = false;
    const script = {
      tick(now: number) {
        const replicaUp = world.ready(target) > 0;
        if (!loaded && replicaUp && now >= (start + 120) * 1000) {
          loaded = true;
          world.startLoad({ id: 'step', target, rate: 2, promptTokens: 1024, outputTokens: 1024 });
        }
      },
    };
    await simulateHistory(world, { until: end * 1000, sampleSeconds: 15, file, script, ...exposition });
  });
}

/** Series at hand: one line a sample, `name{labels} value`, repeated at each scrape with values from their functions. */
export interface WrittenSeries {
  /** `name{label="value"}`. */
  series: string;
  /** Value after so many seconds from the start, at that second since the epoch; undefined: not scraped. */
  at(seconds: number, epochSeconds: number): number | undefined;
}

/** @param sampleSeconds between two scrapes */
export async function writtenPrometheus(
  seconds: number,
  written: WrittenSeries[],
  sampleSeconds = 15,
  rules: Rules = {}
): Promise<FilledPrometheus> {
  return fill(seconds, rules, async (file, start, end) => {
    const times = Array.from({ length: Math.floor((end - start) / sampleSeconds) }, (_, i) => i * sampleSeconds);
    const lines = times.flatMap((after) =>
      written.flatMap(({ series, at }) => {
        const value = at(after, start + after);
        return value === undefined ? [] : [`${series} ${value} ${start + after}`];
      })
    );
    await writeFile(file, `${lines.join('\n')}\n# EOF\n`);
  });
}

async function fill(
  seconds: number,
  rules: Rules,
  write: (file: string, start: number, end: number) => Promise<void>
): Promise<FilledPrometheus> {
  const dir = await mkdtemp(path.join(tmpdir(), 'wva-contract-'));
  const end = Math.floor(Date.now() / 1000);
  const start = end - seconds;
  const historyFile = path.join(dir, 'history.txt');
  await write(historyFile, start, end);
  const dataDir = dataDirOf(dir);
  await backfill({ historyFile, dataDir });
  if (rules.past !== undefined) {
    await recordPast({ target: NO_TARGET, dir }, rules.past, { start, end });
  }
  const prometheus = await startSimulatedPrometheus({ target: NO_TARGET, dir, ruleFiles: rules.live });
  return {
    url: prometheus.url,
    start,
    end,
    stop: async () => {
      await prometheus.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
