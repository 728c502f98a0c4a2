/** What the DCGM exporters expose: every GPU, idle ones too. */
import { METRICS } from '../../src/queries/metrics';
import type { Gpu, Node } from '../world/gpu';
import { type ExpositionOptions, gpuLabels } from './dialect';
import type { Sink } from './sink';

const round = (value: number, digits: number) => Number(value.toFixed(digits));

const READINGS = [
  ['gpuUtil', ({ readings }: Gpu) => readings.utilPercent],
  ['gpuMemUsed', ({ readings }: Gpu) => readings.usedMiB],
  ['gpuMemFree', ({ readings, accelerator }: Gpu) => accelerator.memoryMiB - readings.usedMiB],
  ['gpuPower', ({ readings }: Gpu) => round(readings.watts, 3)],
  ['gpuClock', ({ readings }: Gpu) => readings.clockMHz],
  ['gpuTemp', ({ readings }: Gpu) => Math.round(readings.celsius)],
  ['gpuXid', () => 0],
  ['gpuTensor', ({ readings }: Gpu) => round(readings.tensorActive, 6)],
] as const satisfies ReadonlyArray<readonly [keyof typeof METRICS, (gpu: Gpu) => number]>;

export function writeDcgm(sink: Sink, nodes: Node[], options: ExpositionOptions): void {
  const gpus = nodes.flatMap(shown).map((gpu) => ({ gpu, labels: gpuLabels(gpu, options) }));
  for (const [key, read] of READINGS) {
    const { name, meaning } = METRICS[key];
    sink.family(name, 'gauge', meaning);
    // An instance of a GPU has no utilisation.
    gpus
      .filter(({ gpu }) => key !== 'gpuUtil' || !gpu.instance)
      .forEach(({ gpu, labels }) => sink.sample(name, labels, read(gpu)));
  }
}

/** A GPU on which pods take turns has a copy of its series for each of them; without any, it is there once. */
function shown({ gpus }: Node): Gpu[] {
  const seen = new Set(gpus.filter(({ turns, pod }) => turns && pod).map(({ uuid }) => uuid));
  return gpus.filter(({ turns, pod, uuid }) => {
    if (!turns || pod) {
      return true;
    }
    const first = !seen.has(uuid);
    seen.add(uuid);
    return first;
  });
}
