/** A fleet by model: variants of one model in one namespace together, with their sum. */
import type { GpuPrice, TimeSeries } from './analysis/types';
import { gpuPrice } from './analysis/gpuPrice';
import { acceleratorIn, costIn, roleIn } from './analysis/variantLabels';

/** What is measured of a variant now: replicas, shares from 0 to 1 (`kv`, `headroom`), requests (`queue`), requests a second. */
export const FLEET_NUMBERS = ['desired', 'created', 'ready', 'pending', 'kv', 'queue', 'headroom', 'served'] as const;
export type FleetNumber = (typeof FLEET_NUMBERS)[number];
export type FleetNumbers = Partial<Record<FleetNumber, number>>;

/** Of a variant, or of all variants of a model. */
export interface FleetFigures {
  numbers: FleetNumbers;
  /** GPUs that its pods hold. */
  gpus?: number;
  /** Of an hour of what is there now, without a currency; undefined where it is not known. */
  cost?: number;
}

export interface FleetVariant extends FleetFigures {
  name: string;
  /** WVA still reports it, and its workload is not there: `created` is below 0. It has no numbers, and is in no sum. */
  isGone: boolean;
  accelerator?: string;
  role?: string;
  /** Why the cost is not known. */
  whyNoCost?: string;
}

export interface FleetModel {
  namespace: string;
  /** `model_name` of vLLM; undefined where no pod serves. */
  model?: string;
  variants: FleetVariant[];
  sum: FleetFigures;
}

interface Answers {
  /** By `namespace` and `variant`, some with their `model_name`; `series` is one of {@link FLEET_NUMBERS}. */
  rows: readonly TimeSeries[];
  /** By `namespace` and `variant`; `series` is `gpus`, `role` or `cost`. Undefined: not known yet, or not to be had. */
  facts?: readonly TimeSeries[];
  /** Of the app's settings. */
  prices: readonly GpuPrice[];
}

/** Models in order of their names, those that are not known last; the variants of each in order of theirs. */
export function fleetModels({ rows, facts = [], prices }: Answers): FleetModel[] {
  const said = grouped([...rows, ...facts], ({ namespace = '', variant = '' }) => [namespace, variant]);
  // Not each number of a variant says which model it serves.
  const models = new Map(
    rows.flatMap(({ labels: { namespace = '', variant = '', model_name: model } }) =>
      model === undefined ? [] : [[JSON.stringify([namespace, variant]), model] as const]
    )
  );
  const modelOf = ({ namespace = '', variant = '' }: TimeSeries['labels']) =>
    models.get(JSON.stringify([namespace, variant]));
  // A variant that serves nothing is no other's sibling.
  const together = grouped(rows, (labels) => {
    const { namespace = '', variant = '' } = labels;
    const model = modelOf(labels);
    return model === undefined ? [namespace, '', variant] : [namespace, model, ''];
  });
  return [...together.values()]
    .map((series): FleetModel => {
      const { labels } = series[0]!;
      const { namespace = '' } = labels;
      const model = modelOf(labels);
      const names = [...new Set(series.map(({ labels }) => labels.variant ?? ''))].sort((a, b) => a.localeCompare(b));
      const variants = names.map((name) => variantOf(name, said.get(JSON.stringify([namespace, name])) ?? [], prices));
      return { namespace, model, variants, sum: sumOf(variants) };
    })
    .sort(
      (a, b) =>
        Number(a.model === undefined) - Number(b.model === undefined) ||
        (a.model ?? '').localeCompare(b.model ?? '') ||
        a.namespace.localeCompare(b.namespace)
    );
}

function grouped(
  series: readonly TimeSeries[],
  by: (labels: TimeSeries['labels']) => readonly string[]
): Map<string, TimeSeries[]> {
  const groups = new Map<string, TimeSeries[]>();
  for (const one of series) {
    const key = JSON.stringify(by(one.labels));
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}

const last = ({ values }: TimeSeries): number | undefined => values.at(-1);

function variantOf(name: string, said: readonly TimeSeries[], prices: readonly GpuPrice[]): FleetVariant {
  const of = (what: string) => said.filter(({ labels }) => labels.series === what);
  const numbers: FleetNumbers = Object.fromEntries(
    FLEET_NUMBERS.flatMap((key) => of(key).map((one) => [key, last(one)] as const))
  );
  const { created } = numbers;
  const role = roleIn(of('role'));
  if (created !== undefined && created < 0) {
    return { name, isGone: true, numbers: {}, role };
  }
  const held = of('gpus');
  const gpus = held.length === 0 ? undefined : held.reduce((sum, one) => sum + (last(one) ?? 0), 0);
  const accelerator = acceleratorIn(held);
  const replicaCost = costIn(of('cost'));
  const price = gpuPrice({ workload: name, accelerator }, prices);
  const cost = replicaCost === undefined ? times(gpus, price.value) : times(created, replicaCost);
  return {
    name,
    isGone: false,
    numbers,
    gpus,
    accelerator,
    role,
    cost,
    ...(cost === undefined && { whyNoCost: price.why }),
  };
}

const times = (count: number | undefined, each: number | undefined): number | undefined =>
  count === undefined || each === undefined ? undefined : count * each;

/** How the numbers of variants become one of their model. */
const OVER_VARIANTS: Readonly<Record<FleetNumber, 'sum' | 'max' | 'min'>> = {
  desired: 'sum',
  created: 'sum',
  ready: 'sum',
  pending: 'sum',
  kv: 'max',
  queue: 'max',
  headroom: 'min',
  served: 'sum',
};

/** Of those that are there. What something costs is only known of all where it is known of each. */
function sumOf(variants: readonly FleetVariant[]): FleetFigures {
  const there = variants.filter(({ isGone }) => !isGone);
  const known = (values: ReadonlyArray<number | undefined>) => values.filter((value) => value !== undefined);
  const total = (values: readonly number[]) =>
    values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
  const costs = known(there.map(({ cost }) => cost));
  return {
    numbers: Object.fromEntries(
      FLEET_NUMBERS.flatMap((key) => {
        const values = known(there.map(({ numbers }) => numbers[key]));
        const op = OVER_VARIANTS[key];
        return values.length === 0 ? [] : [[key, op === 'sum' ? total(values) : Math[op](...values)] as const];
      })
    ),
    gpus: total(known(there.map(({ gpus }) => gpus))),
    cost: costs.length === there.length ? total(costs) : undefined,
  };
}
