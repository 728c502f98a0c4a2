/** What the inference schedulers expose, a pool each. The namespace is the scrape's. */
import { METRICS } from '../../src/queries/metrics';
import type { Pool } from '../world/pool';
import { saturationOf } from '../world/router';
import type { InstalledWva } from '../world/release';
import type { ExpositionOptions } from './dialect';
import { labelText, type Sink } from './sink';
import { begin, type UnreadKey } from './unread';

/** Routers of 0.10 have both names, those of WVA 0.4's time the older ones only, and a cluster without WVA a newer router. */
const NAMES: Partial<Record<InstalledWva, 'old' | 'new'>> = { '0.4': 'old', none: 'new' };

type Labels = (pool: Pool) => Record<string, string>;

const perPool: Labels = ({ name, namespace }) => ({ inference_pool: name, namespace });

const ROWS: ReadonlyArray<readonly [newer: UnreadKey, older: UnreadKey, labels: Labels, value: (p: Pool) => number]> = [
  ['eppSaturation', 'eppSaturationOld', perPool, (pool) => saturationOf(pool.engines())],
  ['eppRunning', 'eppRunningOld', ({ model, namespace }) => ({ model_name: model, namespace }), (p) => p.inFlight],
  ['eppEndpoints', 'eppEndpointsOld', ({ name, namespace }) => ({ name, namespace }), (p) => p.engines().length],
];

export function writeEpp(sink: Sink, pools: Pool[], { wvaVersion }: ExpositionOptions): void {
  const names = NAMES[wvaVersion];
  const queues = [
    [METRICS.eppQueue, ({ router }: Pool) => router.queueSize],
    [METRICS.eppQueueBytes, ({ router }: Pool) => router.queueBytes],
  ] as const;
  const isNew = (name: string) => name.startsWith('llm_d_epp_');
  for (const [metric, value] of queues) {
    const both = [metric.name, ...metric.otherNames.map(({ name }) => name)];
    for (const name of both.filter((one) => names === undefined || isNew(one) === (names === 'new'))) {
      sink.family(name, 'gauge', metric.meaning);
      pools.forEach((pool) => sink.sample(name, queueLabels(pool), value(pool)));
    }
  }
  writeRequests(sink, pools, names);
  for (const [newer, older, labels, value] of ROWS) {
    for (const key of names === 'new' ? [newer] : names === 'old' ? [older] : [newer, older]) {
      const name = begin(sink, key);
      pools.forEach((pool) => sink.sample(name, labelText(labels(pool)), value(pool)));
    }
  }
}

/** Each name in its own versions; the newer one also has a label for flows. */
function writeRequests(sink: Sink, pools: Pool[], names: 'old' | 'new' | undefined): void {
  const { name: newer, otherNames, meaning } = METRICS.eppRequests;
  const older = otherNames[0].name;
  for (const name of names === 'new' ? [newer] : names === 'old' ? [older] : [newer, older]) {
    sink.family(name, 'counter', meaning);
    for (const { model, namespace, router } of pools) {
      const flow = name === newer ? { fairness_id: 'default-flow' } : {};
      const labels = { model_name: model, target_model_name: model, priority: '0', ...flow, namespace };
      sink.sample(name, labelText(labels), router.sent);
    }
  }
}

function queueLabels(pool: Pool): string {
  const { name, namespace, model } = pool;
  return labelText({
    fairness_id: 'default-flow',
    priority: '0',
    inference_pool: name,
    model_name: model,
    target_model_name: model,
    namespace,
  });
}
