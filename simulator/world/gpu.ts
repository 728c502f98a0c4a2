/** GPUs on nodes, who sits on them, and what the DCGM exporter reads from them. */
import type { Accelerator } from './accelerator';
import type { Engine } from './engine';
import { type Random, uuid } from './random';

export interface Gpu {
  /** Index on its node; the parts of a shared GPU have one. */
  index: number;
  uuid: string;
  node: string;
  accelerator: Accelerator;
  /** Of a MIG instance: `GPU_I_ID` and `GPU_I_PROFILE`. */
  instance?: { id: number; profile: string };
  /** Whether pods take turns on it: each of its parts is one pod's, and its readings are those of all. */
  turns?: boolean;
  /** The pod that holds it. */
  pod?: { namespace: string; name: string };
  /** What runs on it; undefined until the pod has loaded its model. */
  engine?: Engine;
  readings: GpuReadings;
}

export interface GpuReadings {
  /** Share of time in which a kernel ran, 0 to 100. */
  utilPercent: number;
  usedMiB: number;
  watts: number;
  clockMHz: number;
  celsius: number;
  /** Share of cycles in which the tensor pipe was active, 0 to 1. */
  tensorActive: number;
}

export interface Node {
  name: string;
  gpus: Gpu[];
}

/** Memory that the driver keeps for itself on an idle GPU, MiB. */
const DRIVER_MIB = 4;
/** vLLM's gpu_memory_utilization: taken when the engine starts, whatever the load. */
const MEMORY_SHARE = 0.9;
/** Seconds in which a GPU's temperature follows its power. */
const THERMAL_SECONDS = 45;

/** How the GPUs of a node are shared out. */
export type Sharing = { mig: string; parts: number } | { turns: number };

export function createNode(
  name: string,
  gpus: number,
  accelerator: Accelerator,
  random: Random,
  sharing?: Sharing
): Node {
  const whole = wholeNode(name, gpus, accelerator, random);
  if (!sharing) {
    return whole;
  }
  const parts = 'turns' in sharing ? sharing.turns : sharing.parts;
  const part = (gpu: Gpu, i: number): Gpu => ({
    ...gpu,
    readings: { ...gpu.readings },
    ...('turns' in sharing ? { turns: true } : { instance: { id: i + 1, profile: sharing.mig } }),
  });
  return { name, gpus: whole.gpus.flatMap((gpu) => Array.from({ length: parts }, (_, i) => part(gpu, i))) };
}

function wholeNode(name: string, gpus: number, accelerator: Accelerator, random: Random): Node {
  return {
    name,
    gpus: Array.from({ length: gpus }, (_, index) => ({
      index,
      uuid: `GPU-${uuid(random)}`,
      node: name,
      accelerator,
      readings: {
        utilPercent: 0,
        usedMiB: DRIVER_MIB,
        watts: accelerator.idleWatts,
        clockMHz: accelerator.idleClockMHz,
        celsius: 29 + random.int(5),
        tensorActive: 0,
      },
    })),
  };
}

/** Brings a GPU's readings up to date after a tick of its engine. */
export function readGpu(gpu: Gpu, seconds: number, random: Random): void {
  const { accelerator: a, readings: r } = gpu;
  const noise = random.between(0.98, 1.02);
  r.watts = a.idleWatts * noise;
  r.usedMiB = DRIVER_MIB;
  r.utilPercent = 0;
  r.clockMHz = a.idleClockMHz;
  r.tensorActive = 0;
  if (gpu.pod) {
    readHeld(r, a, gpu.engine, noise);
  }
  const target = 27 + 43 * (r.watts / a.limitWatts);
  r.celsius += (target - r.celsius) * Math.min(1, seconds / THERMAL_SECONDS);
}

/** Readings of a GPU that a pod holds: loading its model without an engine, else by the engine's work. */
function readHeld(r: GpuReadings, a: Accelerator, engine: Engine | undefined, noise: number): void {
  const memory = Math.round(a.memoryMiB * MEMORY_SHARE);
  r.clockMHz = a.maxClockMHz;
  if (!engine) {
    r.watts = 0.2 * a.limitWatts * noise;
    r.usedMiB = Math.round(memory * 0.4);
    return;
  }
  const { busy, prefill, tokensPerSecond, batch } = engine.load;
  // A context keeps the clocks up; decode is bound by memory and draws with the batch; prefill draws most.
  const draw = 0.24 + busy * (0.36 + 0.22 * Math.min(1, batch / 96)) + 0.35 * prefill;
  r.usedMiB = memory;
  r.watts = Math.min(a.limitWatts, a.limitWatts * draw * noise);
  r.tensorActive = Math.min(1, tokensPerSecond * a.engine.tensorActivePerToken * noise);
  if (busy) {
    r.utilPercent = Math.round(Math.min(100, 91 + 9 * Math.min(1, batch / 24) * noise));
    r.clockMHz = draw > 0.9 ? Math.round(a.maxClockMHz * 0.93) : a.maxClockMHz;
  }
}

/** Parts on which pods take turns read alike: what they do together. */
export function shareReadings(node: Node): void {
  const boards = new Map<string, Gpu[]>();
  for (const gpu of node.gpus.filter(({ turns }) => turns)) {
    boards.set(gpu.uuid, [...(boards.get(gpu.uuid) ?? []), gpu]);
  }
  for (const parts of boards.values()) {
    const total = (of: (readings: GpuReadings) => number) => parts.reduce((sum, { readings }) => sum + of(readings), 0);
    const { idleWatts, limitWatts, memoryMiB } = parts[0]!.accelerator;
    const together = {
      utilPercent: Math.min(
        100,
        total((r) => r.utilPercent)
      ),
      usedMiB: Math.min(memoryMiB, total((r) => r.usedMiB) / parts.length),
      watts: Math.min(limitWatts, idleWatts + total((r) => Math.max(0, r.watts - idleWatts))),
      clockMHz: Math.max(...parts.map(({ readings }) => readings.clockMHz)),
      celsius: Math.max(...parts.map(({ readings }) => readings.celsius)),
      tensorActive: Math.min(
        1,
        total((r) => r.tensorActive)
      ),
    };
    parts.forEach(({ readings }) => Object.assign(readings, together));
  }
}

export const freeGpus = (node: Node, accelerator: Accelerator): Gpu[] =>
  node.gpus.filter(({ pod, accelerator: { product } }) => !pod && product === accelerator.product);

/** Takes GPUs on the node with most free ones (the scheduler spreads); undefined when no node has enough. */
export function takeGpus(
  nodes: Node[],
  accelerator: Accelerator,
  count: number,
  pod: { namespace: string; name: string }
): Gpu[] | undefined {
  const best = nodes
    .map((node) => freeGpus(node, accelerator))
    .reduce<Gpu[]>((most, gpus) => (gpus.length > most.length ? gpus : most), []);
  if (best.length < count) {
    return undefined;
  }
  const taken = best.slice(0, count);
  taken.forEach((gpu) => (gpu.pod = pod));
  return taken;
}

export function releaseGpus(gpus: Gpu[]): void {
  for (const gpu of gpus) {
    gpu.pod = undefined;
    gpu.engine = undefined;
  }
}
