/** The simulated clusters whose decisions docs/decisions.md shows: each scaler, and what keeps it from scaling. */
import type { SimulatorOptions } from '../simulator/options';
import { M } from '../src/queries/metrics';
import { runPath } from '../src/routes';
import { testIds } from '../src/shared/testIds';
import { between, DESK, type Picture } from './pictures';

/** A cluster, and what is shown of it. */
export interface Scene {
  simulator?: Partial<SimulatorOptions>;
  /** Whether recording rules and alerts are at work; true. */
  rules?: boolean;
  /** Of the Kubernetes API (simulator/kube/faultRequests.ts). */
  faults?: readonly object[];
  /** Of the app, beside those that it has (jsonData). */
  settings?: object;
  pictures: readonly Picture[];
}

/** One run of an hour's stair. */
const HOUR_SECONDS = 75 * 60;
const NAMESPACE = 'experiment-01';

const byId = (id: string) => `[data-testid="${id}"]`;

/** The lane of a run with one decision of it open. */
function decisionOf(name: string, run: string, span: RegExp): Picture {
  return {
    name,
    path: runPath({ namespace: NAMESPACE, name: run }),
    query: { tab: 'analysis' },
    shows: /Rules over time|Scaled by:/,
    width: DESK,
    height: 5200,
    calm: true,
    prepare: (page) => page.getByTestId(testIds.decisions.lane).getByRole('button', { name: span }).first().click(),
    part: (page) => between(page, 'p:has-text("Scaled by:")', byId(testIds.decisions.detail)),
  };
}

const waterfall: Picture = {
  ...decisionOf('decision-waterfall', 'wva-stair-wva', /^Scaled up/),
  part: (page) => between(page, byId(testIds.decisions.waterfall), byId(testIds.decisions.waterfall)),
};

const past = (simulator: Partial<SimulatorOptions>): Pick<Scene, 'simulator' | 'rules'> => ({
  rules: false,
  simulator: { historySeconds: HOUR_SECONDS, ...simulator },
});

export const DECISION_SCENES: readonly Scene[] = [
  {
    rules: false,
    pictures: [
      decisionOf('decision-v1', 'wva-stair-wva', /^Scaled up 1 → 2/),
      waterfall,
      decisionOf('decision-static', 'wva-stair-static-4', /^No scaler/),
    ],
  },
  {
    ...past({ past: 'wva', wvaVersion: '0.9' }),
    pictures: [decisionOf('decision-v2', 'wva-stair-wva', /^Scaled up/)],
  },
  { ...past({ past: 'keda' }), pictures: [decisionOf('decision-keda', 'wva-stair-keda', /^Scaled up/)] },
  {
    ...past({ past: 'hpa', plainHpas: true, wvaVersion: 'none' }),
    pictures: [decisionOf('decision-hpa', 'wva-stair-hpa', /^Scaled up/)],
  },
  { ...past({ past: 'inert' }), pictures: [decisionOf('decision-inert', 'wva-stair-inert', /^Inert/)] },
  {
    ...past({ past: 'wva', wvaVersion: '0.9', preset: 'full' }),
    pictures: [decisionOf('decision-no-gpu', 'wva-stair-wva', /^Limited/)],
  },
  {
    // Neither WVA's ConfigMap, nor the queue of the servers, nor what the HPA's metric reads.
    ...past({ past: 'wva', unexposed: [M.waiting, M.hpaTargetStatus, M.hpaTargetSpec] }),
    faults: [{ fault: 404, path: '/configmaps/' }],
    pictures: [decisionOf('decision-missing', 'wva-stair-wva', /^Not known/)],
  },
];
