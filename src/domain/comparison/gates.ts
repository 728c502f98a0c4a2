/**
 * Gates: how much worse than its baseline a run may be. A gate is one line of text, the same in the provisioning, in the
 * URL and in the editor: `<kpi>:<change>:<level>`, for example `ttft-p99:+10%:fail`, `error-rate:0:fail`,
 * `requests-per-gpu-hour:-15%:flag`. A change without `%` is in the KPI's own unit.
 */
import { KPIS, KPI_IDS, type KpiId } from '../analysis/kpis';

const GATE_LEVELS = ['fail', 'flag'] as const;
/** `fail`: the run does not pass; `flag`: somebody should look. */
export type GateLevel = (typeof GATE_LEVELS)[number];

export interface Gate {
  kpi: KpiId;
  /** Most that the KPI may change against the baseline: a share of it (0.1 is +10 %) or, absolute, in its unit. */
  change: number;
  relative: boolean;
  level: GateLevel;
}

/** The gates of the lab. */
export const LAB_GATES: readonly Gate[] = [
  { kpi: 'ttft-p99', change: 0.1, relative: true, level: 'fail' },
  { kpi: 'e2e-p99', change: 0.1, relative: true, level: 'fail' },
  { kpi: 'error-rate', change: 0, relative: false, level: 'fail' },
  { kpi: 'requests-per-gpu-hour', change: -0.15, relative: true, level: 'flag' },
];

const GATE = /^([a-z0-9-]+)\s*:\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?)\s*(%?)\s*:\s*(fail|flag)$/i;

/** A gate from its text; undefined for what is none, names no KPI, or one of which neither way is better. Never throws. */
export function parseGate(text: string): Gate | undefined {
  const [, name, amount, percent, word] = GATE.exec(text.trim()) ?? [];
  const kpi = KPI_IDS.find((id) => id === name?.toLowerCase());
  const level = GATE_LEVELS.find((known) => known === word?.toLowerCase());
  if (kpi === undefined || level === undefined || !canGate(kpi)) {
    return undefined;
  }
  const relative = percent === '%';
  // 15 % as 0.15, not as 0.15000000000000002.
  const change = relative ? Number((Number(amount) / 100).toPrecision(12)) : Number(amount);
  return Number.isFinite(change) ? { kpi, change: change === 0 ? 0 : change, relative, level } : undefined;
}

/** Inverse of {@link parseGate}. */
export function formatGate({ kpi, change, relative, level }: Gate): string {
  const amount = relative ? `${Number((change * 100).toPrecision(12))}%` : String(change);
  return `${kpi}:${change > 0 ? '+' : ''}${amount}:${level}`;
}

/** Whether one way of a KPI is better than the other, so that it can be held to something. */
export function canGate(kpi: KpiId): boolean {
  return KPIS[kpi].better !== 'neither';
}

/** Gates by experiment, as texts: what the app's `jsonData.gates` holds. */
export interface GateTexts {
  /** For every experiment that has none of its own; the lab's without it. */
  default?: readonly string[];
  experiments: Readonly<Record<string, readonly string[]>>;
}

export type GateSource = 'page' | 'experiment' | 'default' | 'lab';

export interface ChosenGates {
  gates: Gate[];
  source: GateSource;
  /** Texts that are no gates: said, not swallowed. */
  rejected: string[];
}

/** The gates in force: of the page (the URL), else of the experiment, else of the app, else of the lab. */
export function chooseGates(
  page: readonly string[] | undefined,
  settings: GateTexts,
  experiment: string | undefined
): ChosenGates {
  const own = experiment !== undefined && Object.hasOwn(settings.experiments, experiment);
  const layers: Array<[GateSource, readonly string[] | undefined]> = [
    ['page', page],
    ['experiment', own ? settings.experiments[experiment] : undefined],
    ['default', settings.default],
  ];
  for (const [source, texts] of layers) {
    if (texts !== undefined) {
      return { ...readGates(texts), source };
    }
  }
  return { gates: [...LAB_GATES], source: 'lab', rejected: [] };
}

function readGates(texts: readonly string[]): Omit<ChosenGates, 'source'> {
  const gates = texts.flatMap((text) => parseGate(text) ?? []);
  return { gates, rejected: texts.filter((text) => parseGate(text) === undefined) };
}
