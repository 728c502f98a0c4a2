/**
 * `npm run soak`: what chance can bring, many times over, with counts. Everything follows from its seeds.
 *
 *   npm run soak                                                    # both of these
 *   npm run soak -- schedules --schedules 20000 --recorders 5000 --seed 7
 *   npm run soak -- decisions --seeds 20 --seed 1000 --shard 1/10
 *
 * `schedules`: what can go wrong between cluster, Grafana, browser tabs and recorders. `decisions`: every scaler under every
 * load pattern, its decisions and waterfalls beside what the simulated world remembers of them.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { soakDecisions } from './decisions';

const SOAKS = ['schedules', 'decisions'] as const;
const text = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { schedules: text, recorders: text, seeds: text, seed: text, shard: text },
});

function whole(name: keyof typeof values, otherwise: number): number {
  const number = Number(values[name] ?? otherwise);
  if (!Number.isSafeInteger(number) || number < 0) {
    return refuse(`--${name} takes a whole number`);
  }
  return number;
}

function refuse(why: string): never {
  console.error(why);
  process.exit(64);
}

/** Schedules of browser tabs, and of recorders. */
function schedules(): boolean {
  const jest = path.resolve('node_modules', '.bin', 'jest');
  const suites = [
    { file: 'src/experiment/annotationConvergence.test.ts', count: whole('schedules', 5000) },
    { file: 'cli/recorder/schedules.test.ts', count: whole('recorders', 1000) },
  ];
  const codes = suites
    .filter(({ count }) => count > 0)
    .map(({ file, count }) => {
      const env = { ...process.env, SOAK_SCHEDULES: String(count), SOAK_SEED: String(whole('seed', 1)) };
      return spawnSync(jest, ['--runInBand', file], { stdio: 'inherit', env }).status;
    });
  return codes.every((code) => code === 0);
}

/** Those of so many that one of several shards has. */
function shardOf(): { shard: number; shards: number } {
  const [, shard, shards] = /^(\d+)\/(\d+)$/.exec(values.shard ?? '1/1') ?? [];
  const all = { shard: Number(shard), shards: Number(shards) };
  return all.shard >= 1 && all.shard <= all.shards ? all : refuse('--shard takes one like 1/10');
}

async function main(): Promise<void> {
  const unknown = positionals.filter((name) => !SOAKS.some((soak) => soak === name));
  if (unknown.length > 0) {
    refuse(`not known: ${unknown.join(', ')}; there are ${SOAKS.join(', ')}`);
  }
  const isAsked = (name: (typeof SOAKS)[number]) => positionals.length === 0 || positionals.includes(name);
  const held = [
    ...(isAsked('schedules') ? [schedules()] : []),
    ...(isAsked('decisions')
      ? [await soakDecisions({ seeds: whole('seeds', 20), first: whole('seed', 1000), ...shardOf() })]
      : []),
  ];
  process.exitCode = held.every((one) => one) ? 0 : 1;
}

void main();
