/** `npm run simulator -- truth …`: every figure of a run as the world itself knows it, as JSON. */
import { parseArgs } from 'node:util';

import { KPI_IDS, KPIS } from '../../src/domain/analysis/kpis';
import { STARTED_MODES } from '../tekton/manifest';
import { SCALER_KINDS } from '../../src/kube/scalers';
import { LOAD_PATTERNS, type PatternName } from '../tekton/loadPatterns';
import { heldGpuHours } from './figures';
import { PRESETS } from '../world/presets';
import { INSTALLED_WVA } from '../world/release';
import { ANALYZERS } from '../world/wva';
import { decisionsOf, simulateTrueRun, type TrueRun } from './trueRun';

const PATTERNS = Object.keys(LOAD_PATTERNS) as PatternName[];

const TRUTH_USAGE = `npm run simulator -- truth [options]

Simulates one run in a world of its own, and prints what that world knows of it: every figure, and every decision of its
autoscalers with the rule that gave it, what was measured and what that was held against.

  --seed 1         same seed, same run
  --pattern stair  ${PATTERNS.join(' | ')}
  --mode wva       ${STARTED_MODES.join(' | ')}
  --replicas 1     replicas of a static run, or those that a run with a scaler begins with
  --scaler wva     ${SCALER_KINDS.join(' | ')}: who scales a run that is not static
  --cluster lab    ${PRESETS.join(' | ')}
  --wva-version 0.5  ${INSTALLED_WVA.join(' | ')}
  --analyzer v1    ${ANALYZERS.join(' | ')} (default v2 with 0.9)
  --max 12         most replicas of a run with a scaler
`;

/** A fixed time: the same options print the same text. */
const START = Date.UTC(2026, 0, 1);

/** @param args what follows \`truth\`; throws an Error that names the option which is wrong */
export async function truthText(args: string[]): Promise<string> {
  const text = { type: 'string' } as const;
  const options = {
    ...{ seed: text, pattern: text, mode: text, replicas: text, scaler: text, cluster: text, max: text },
    ...{ 'wva-version': text, analyzer: text, help: { type: 'boolean' } as const },
  };
  const { values } = parseArgs({ args, options });
  if (values.help) {
    return TRUTH_USAGE;
  }
  const { seed = '1', pattern = 'stair', mode = 'wva', replicas = '1' } = values;
  const known = await simulateTrueRun({
    seed: whole('seed', seed),
    pattern: oneOf('pattern', pattern, PATTERNS),
    mode: oneOf('mode', mode, STARTED_MODES),
    replicas: whole('replicas', replicas),
    preset: oneOf('cluster', values.cluster ?? 'lab', PRESETS),
    exposition: {
      labels: 'openshift',
      wvaVersion: oneOf('wva-version', values['wva-version'] ?? '0.5', INSTALLED_WVA),
    },
    ...(values.scaler === undefined ? {} : { scaler: oneOf('scaler', values.scaler, SCALER_KINDS) }),
    ...(values.analyzer === undefined ? {} : { analyzer: oneOf('analyzer', values.analyzer, ANALYZERS) }),
    ...(values.max === undefined ? {} : { maxReplicas: whole('max', values.max) }),
    startAt: START,
  });
  return `${JSON.stringify(asJson(known), null, 2)}\n`;
}

function asJson({ run, window, truth, observer, workload }: TrueRun) {
  const { name, phase, mode, replicas } = run;
  const time = (at: number) => new Date(at).toISOString();
  return {
    run: { name, phase, mode, replicas },
    window: { from: time(window.from), to: time(window.to), seconds: (window.to - window.from) / 1000 },
    kpis: Object.fromEntries(KPI_IDS.map((id) => [id, { value: truth[id] ?? null, unit: KPIS[id].unit }])),
    heldGpuHours: heldGpuHours(observer, window),
    decisions: decisionsOf(workload, window).map(({ at, ...decision }) => ({ at: time(at * 1000), ...decision })),
  };
}

function whole(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new Error(`--${name} must be a whole number of at least 0, not "${text}"`);
  }
  return Number(text);
}

function oneOf<T extends string>(name: string, text: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    throw new Error(`--${name} must be one of ${choices.join(', ')}, not "${text}"`);
  }
  return found;
}
