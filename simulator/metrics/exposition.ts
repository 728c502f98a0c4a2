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
export function expose(sink: Sink, world: World, options: ExpositionOptions): void {
  writeVllm(sink, world.variants, options);
  writeEpp(sink, world.pools, options);
  writeDcgm(sink, world.nodes, options);
  writeKubeState(sink, world.variants, world.now() / 1000, options);
  writeKeda(sink, world.variants, options);
  if (options.wvaVersion !== 'none') {
    writeController(sink, world, { ...options, wvaVersion: options.wvaVersion });
  }
}

/** The body of `GET /metrics`. */
export function metricsText(world: World, options: ExpositionOptions): string {
  const sink = new TextSink();
  expose(sink, world, options);
  return sink.toString();
}
