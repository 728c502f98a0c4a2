/** How fast the simulated cluster lives, and what it weighs. */
import { Cluster } from '../simulator/tekton/cluster';
import { experimentManifest } from '../simulator/tekton/manifest';
import { metricsText } from '../simulator/metrics/exposition';
import type { PresetName } from '../simulator/world/presets';
import { World } from '../simulator/world/world';
import type { Measure } from './report';

/** Simulated seconds under load that are timed. */
const SECONDS = { lab: 3600, medium: 600, large: 120 } as const satisfies Partial<Record<PresetName, number>>;

export function measureSimulator(preset: keyof typeof SECONDS): Measure[] {
  const before = process.memoryUsage().rss;
  const startAt = Date.UTC(2026, 0, 1);
  const world = new World({ seed: 1, preset, pace: 'lab', speed: 1, startAt });
  const cluster = new Cluster(world, { seed: 1, pace: 'lab' });
  world.listen(cluster);
  cluster.create('experiment-01', experimentManifest({ preset: 'stair', mode: 'wva', name: 'bench' }));
  world.runUntil(startAt + 600_000);
  const began = performance.now();
  world.runUntil(world.now() + SECONDS[preset] * 1000);
  const seconds = (performance.now() - began) / 1000;
  const scrapeBegan = performance.now();
  const text = metricsText(world, { labels: 'openshift', wvaVersion: '0.5' });
  const scrapeMs = performance.now() - scrapeBegan;
  return [
    { name: `${preset}: simulated seconds a second`, unit: 's/s', value: SECONDS[preset] / seconds },
    { name: `${preset}: one exposition`, unit: 'ms', value: scrapeMs },
    {
      name: `${preset}: series`,
      unit: 'series',
      value: text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length,
    },
    { name: `${preset}: memory`, unit: 'MB', value: (process.memoryUsage().rss - before) / 1e6 },
  ];
}
