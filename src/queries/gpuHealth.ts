/** GPUs that are held and do nothing, and GPUs that run slower than they could: conditions that alerts are made of. */
import { each, held, measured, onItsNode, onNode } from './gpuSeries';
import { M } from './metrics';
import { fleetOwners } from './fleetOwners';
import { ON_POD } from './owners';
import { GPU, VARIANT, asVariant, gpuMatchers, led, variantByName } from './ownership';
import { aggregate, copyLabel, gpuLabels, series } from './promql';
import type { Scope } from './selector';

/**
 * GPUs that one and the same pod has held for the whole range without using them, by `namespace` and `variant` (of a pod
 * whose owner is not known and whose name is of no workload's form: itself).
 *
 * @param percent a GPU whose utilisation never reached it is idle
 */
export function idleGpus(s: Scope, percent: number): string {
  const idle = held(s, 'gpuUtil', (x) => `(max_over_time(${x}[$__range]) < ${percent} and ${x} offset $__range)`);
  const { gpuNamespace, gpuPod } = s.dialect;
  const perGpu = aggregate('max', [...GPU, gpuNamespace, gpuPod], idle);
  const perPod = copyLabel(copyLabel(perGpu, 'namespace', gpuNamespace), 'pod', gpuPod);
  const owners = fleetOwners(s);
  const byName = variantByName(asVariant(`(${perPod} unless ${ON_POD} ${owners})`, 'pod'));
  return aggregate('count', VARIANT, `${led(perPod, owners)} or ${byName}`);
}

/**
 * Mean SM clock over the range, MHz, of each GPU (`node`, `gpu`, `UUID`, `modelName`) that was busy throughout.
 *
 * @param percent a GPU whose utilisation never fell below it is busy
 */
export function clockOfBusyGpus(s: Scope, percent: number): string {
  const by = [...onItsNode(s), 'gpu', 'modelName'];
  const over = (fn: string, name: string) =>
    aggregate('max', by, gpuLabels(s, `${fn}(${series(name, gpuMatchers(s), '[$__range]')})`));
  const busy = `${over('min_over_time', M.gpuUtil)} >= ${percent}`;
  return onNode(s, `(${over('avg_over_time', M.gpuClock)} and ${busy})`);
}

/**
 * The last XID of each GPU (`node`, `gpu`, `UUID`, `modelName`) that it did not have at the start of the range: the metric
 * keeps a code for as long as its exporter runs.
 */
export function newXids(s: Scope): string {
  const code = (by: string[], offset = '') =>
    aggregate('max', by, gpuLabels(s, measured('gpuXid', `${series(M.gpuXid, gpuMatchers(s))}${offset}`)));
  const now = code(['UUID', s.dialect.gpuNode, 'gpu', 'modelName']);
  const known = `${code(['UUID'])} == ${code(['UUID'], ' offset $__range')}`;
  return onNode(s, `(${now} > 0 unless on (UUID) (${known}))`);
}

/** Highest SM clock of any GPU of a model (`modelName`), MHz. */
export function bestClock(s: Scope): string {
  return aggregate('max', ['modelName'], each(s, 'gpuClock', [...GPU, 'modelName']));
}
