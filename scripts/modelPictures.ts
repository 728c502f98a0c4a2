/** The simulated clusters that docs/models.md shows: a model with two variants, and one where KEDA scales without WVA. */
import { LAB_NAMESPACE } from '../simulator/world/presets';
import { comparePath, gpusPath, overviewPath, runPath } from '../src/routes';
import type { Scene } from './decisionPictures';
import { between, DESK, type Box, type Picture } from './pictures';

/** Within the load of the last of three runs. */
const RANGE = { from: 'now-2h', to: 'now-45m' };
/** Pixels from the top of a page that a document shows of it. */
const TOP = 900;
const top = (height: number) => (): Promise<Box> => Promise.resolve({ x: 0, y: 0, width: DESK, height });
const VARIANTS = 'section:has(> div > h2:text-is("Model and variants"))';

/** What is shown of a cluster: its pages, and its runs. */
function pagesOf(name: string, runs: readonly string[]): Picture[] {
  const shared = { themes: ['light'], calm: true, width: DESK } as const;
  const [last = ''] = runs.slice(-1);
  return [
    {
      ...shared,
      name: `${name}-overview`,
      path: overviewPath(),
      query: RANGE,
      shows: /Replicas: desired/,
      height: 2300,
      part: top(TOP),
    },
    {
      ...shared,
      name: `${name}-fleet`,
      path: '/d/llmd-wva-fleet',
      query: RANGE,
      shows: /Variants by attention/,
      height: 1800,
      part: top(TOP),
    },
    { ...shared, name: `${name}-gpus`, path: gpusPath(), query: RANGE, shows: /GPU 3/, height: 1800, part: top(760) },
    {
      ...shared,
      name: `${name}-run`,
      path: runPath({ namespace: LAB_NAMESPACE, name: last }),
      query: { tab: 'analysis' },
      shows: /Model and variants/,
      height: 5200,
      part: (page) => between(page, VARIANTS, VARIANTS),
    },
    {
      ...shared,
      name: `${name}-compare`,
      path: comparePath({ runs: runs.map((run) => ({ namespace: LAB_NAMESPACE, name: run })) }),
      shows: /Model and variants/,
      height: 7000,
      part: (page) => between(page, VARIANTS, VARIANTS),
    },
  ];
}

export const MODEL_SCENES: readonly Scene[] = [
  {
    simulator: { preset: 'variants' },
    pictures: pagesOf('variants', ['wva-stair-static-1', 'wva-stair-static-4', 'wva-stair-wva']),
  },
  {
    simulator: { past: 'signals', wvaVersion: 'none' },
    settings: { gpuPrices: [{ by: 'accelerator', of: 'NVIDIA L40S', perGpuHour: 1.86 }] },
    pictures: pagesOf('keda-only', ['wva-stair-static-4', 'wva-stair-keda-queue', 'wva-stair-keda-saturation']),
  },
];
