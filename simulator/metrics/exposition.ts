/** All that the simulated cluster's exporters expose, in one place as a scrape of them all would find it. */
import type { World } from '../world/world';
import { writeController } from './controller';
import { writeDcgm } from './dcgm';
import type { ExpositionOptions } from './dialect';
import { writeEpp } from './epp';
import { writeKeda } from './hpa';
import { writeKubeState } from './kubeState';
import { type Sink, TextSink } from './sink';
import { writeVllm } from './vllm';

/** Writes every series of the world as it is now. */
export function expose(to: Sink, world: World, options: ExpositionOptions): void {
  const sink = options.unexposed?.length ? without(to, options.unexposed) : to;
  writeVllm(sink, world.variants, options);
  writeEpp(sink, world.pools, options);
  writeDcgm(sink, world.nodes, options);
  writeKubeState(sink, world.variants, world.now() / 1000, options);
  if (!options.plainHpas) {
    writeKeda(sink, world.variants, options);
  }
  if (options.wvaVersion !== 'none') {
    writeController(sink, world, { ...options, wvaVersion: options.wvaVersion });
  }
}

/** What an exporter writes that does not know some metrics. */
function without(sink: Sink, unexposed: readonly string[]): Sink {
  const isExposed = (name: string) => !unexposed.some((beginning) => name.startsWith(beginning));
  return {
    family: (name, type, help) => (isExposed(name) ? sink.family(name, type, help) : undefined),
    sample: (name, labels, value) => (isExposed(name) ? sink.sample(name, labels, value) : undefined),
  };
}

/** The body of `GET /metrics`. */
export function metricsText(world: World, options: ExpositionOptions): string {
  const sink = new TextSink();
  expose(sink, world, options);
  return sink.toString();
}
